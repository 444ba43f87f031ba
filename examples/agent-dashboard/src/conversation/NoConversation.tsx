import { useTexts } from '../texts/useTexts.js';
import { Notice } from '../ui/Notice.js';
import { ConversationSkeleton } from './ConversationSkeleton.js';

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
        <ConversationSkeleton />
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
