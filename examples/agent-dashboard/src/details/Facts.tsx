import { type Chat, phoneOf } from '../chats/Chat.js';
import { useDates } from '../texts/useDates.js';
import { useTexts } from '../texts/useTexts.js';

export function Facts({ chat }: { chat: Chat }) {
  const texts = useTexts();
  const dates = useDates();
  const phone = phoneOf(chat);
  const { timestamp } = chat.lastMessage;
  return (
    <section className="details-section">
      <h3>{texts.about}</h3>
      <dl className="facts">
        {phone ? (
          <div>
            <dt>{texts.phone}</dt>
            <dd>
              <bdi dir="ltr">{phone}</bdi>
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{texts.chatId}</dt>
          <dd>
            <bdi dir="ltr" className="code">
              {chat.chatId}
            </bdi>
          </dd>
        </div>
        <div>
          <dt>{texts.latestMessage}</dt>
          <dd>{timestamp === null ? texts.never : dates.exact(timestamp)}</dd>
        </div>
      </dl>
    </section>
  );
}
