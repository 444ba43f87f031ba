import { useTexts } from '../texts/useTexts.js';
import { Notice } from '../ui/Notice.js';

const WIDTHS = [46, 62, 38, 54, 30];

interface NoConversationProps {
  isPending: boolean;
  /** The list could not be loaded; it says why, and has the button. */
  isError: boolean;
  /** Whether there is a conversation to choose. */
  hasChats: boolean;
}

export function NoConversation({ isPending, isError, hasChats }: NoConversationProps) {
  const texts = useTexts();
  return (
    <section className="conversation" aria-label={texts.conversation}>
      {isPending ? (
        <div className="thread skeleton" aria-hidden="true">
          {WIDTHS.map((width, index) => (
            <span
              key={width}
              className="skeleton-bubble"
              data-ours={index % 2 === 1 || undefined}
              style={{ inlineSize: `${width}%` }}
            />
          ))}
        </div>
      ) : hasChats ? (
        <Notice icon="inbox" title={texts.chooseConversation}>
          <p>{texts.chooseHint}</p>
        </Notice>
      ) : isError ? (
        <Notice icon="inbox" title={texts.nothingToOpen}>
          <p>{texts.nothingToOpenHint}</p>
        </Notice>
      ) : (
        <Notice icon="inbox" title={texts.nothingToOpen}>
          <p>{texts.nothingToOpenYet}</p>
        </Notice>
      )}
    </section>
  );
}
