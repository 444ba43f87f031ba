import { useTexts } from '../texts/useTexts.js';

const WIDTHS = [62, 48, 71, 55, 66, 44, 58, 69, 51, 60, 64, 46, 57, 49, 68, 53];

/** Cards as they will be, before anything is known of them. */
export function ContactsSkeleton() {
  const texts = useTexts();
  return (
    <div className="contact-list skeleton" role="status" aria-label={texts.loadingContacts}>
      <div className="contacts-skeleton" aria-hidden="true">
        {WIDTHS.map((width) => (
          <div className="contact" key={width}>
            <span className="skeleton-face" />
            <span className="skeleton-line" style={{ inlineSize: `${width}%` }} />
          </div>
        ))}
      </div>
    </div>
  );
}
