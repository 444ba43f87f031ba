import { type Chat, dialOf } from '../chats/Chat.js';
import { useDates } from '../texts/useDates.js';
import { useTexts } from '../texts/useTexts.js';
import { CopyButton } from '../ui/CopyButton.js';

export function Facts({ chat }: { chat: Chat }) {
  const texts = useTexts();
  const dates = useDates();
  const dial = dialOf(chat);
  const { timestamp } = chat.lastMessage;
  return (
    <section className="details-section">
      <h3>{texts.about}</h3>
      <dl className="facts">
        {dial ? (
          <div>
            <dt>{texts.phone}</dt>
            <dd>
              <bdi dir="ltr">{chat.phone}</bdi>
              <CopyButton text={dial} label={texts.copyPhone} />
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{texts.chatId}</dt>
          <dd>
            <bdi dir="ltr" className="code">
              {chat.chatId}
            </bdi>
            <CopyButton text={chat.chatId} label={texts.copyChatId} />
          </dd>
        </div>
        <div>
          <dt>{texts.channel}</dt>
          <dd>WhatsApp</dd>
        </div>
        <div>
          <dt>{texts.latestMessage}</dt>
          <dd>{timestamp === null ? texts.never : dates.exact(timestamp)}</dd>
        </div>
      </dl>
    </section>
  );
}
