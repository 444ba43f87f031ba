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

/** Under a person's name: the presence, or else the number. */
export function ConversationStatus({ chat, presence, now }: ConversationStatusProps) {
  const texts = useTexts();
  const dates = useDates();
  if (presence?.online) return <span className="online">{texts.online}</span>;
  if (presence) return texts.seen(dates.inWords(presence.seenAt, now));
  return <bdi dir="ltr">{chat.phone ?? chat.chatId}</bdi>;
}
