import { useTexts } from '../texts/useTexts.js';
import { Notice } from '../ui/Notice.js';

export function NoConversation({ isPending }: { isPending: boolean }) {
  const texts = useTexts();
  return (
    <section className="conversation" aria-label={texts.conversation}>
      {isPending ? null : (
        <Notice icon="inbox" title={texts.chooseConversation}>
          <p>{texts.chooseHint}</p>
        </Notice>
      )}
    </section>
  );
}
