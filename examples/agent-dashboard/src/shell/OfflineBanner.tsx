import { useTexts } from '../texts/useTexts.js';
import { Icon } from '../ui/Icon.js';
import { useOnline } from '../ui/useOnline.js';

/** Always there, so that screen readers announce its words when they come. */
export function OfflineBanner() {
  const texts = useTexts();
  const isOnline = useOnline();
  return (
    <div role="status" className="offline-banner">
      {isOnline ? null : (
        <p>
          <Icon name="offline" size={18} />
          {texts.offline}
        </p>
      )}
    </div>
  );
}
