import type { Chat } from '../chats/Chat.js';
import type { Presence } from '../demo/presenceOf.js';
import { useDates } from '../texts/useDates.js';
import { useTexts } from '../texts/useTexts.js';

interface ConversationStatusProps {
  chat: Chat;
  /** Absent if it is unknown. */
  presence: Presence | undefined;
  now: number;
}

/** Under a person's name: the presence, or else the number; nothing where the number stands for the name. */
export function ConversationStatus({ chat, presence, now }: ConversationStatusProps) {
  const texts = useTexts();
  const dates = useDates();
  if (presence?.online) {
    return (
      <p>
        <span className="online">{texts.online}</span>
      </p>
    );
  }
  if (presence) return <p>{texts.seen(dates.inWords(presence.seenAt, now))}</p>;
  if (chat.phone === chat.title) return null;
  return (
    <p>
      <bdi dir="ltr">{chat.phone ?? chat.chatId}</bdi>
    </p>
  );
}
