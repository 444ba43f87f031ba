/** A conversation as the server's `/api/chats` tells of it. */
export interface Chat {
  chatId: string;
  /** Empty when nobody gave it one. */
  name: string;
  unreadCount: number;
  lastMessage: {
    body: string;
    /** In ms since the epoch. */
    timestamp: number | null;
  };
}

export interface ChatsPage {
  /** Nobody real is behind these chats, so what Wawp is not asked for may be made up. */
  isDemo: boolean;
  chats: Chat[];
  /** Where the next page begins; `null` after the last. */
  nextOffset: number | null;
}

export const isGroup = ({ chatId }: Chat) => chatId.endsWith('@g.us');

/** `+201234567890`, for a person whose id is a phone number. */
export function phoneOf({ chatId }: Pick<Chat, 'chatId'>): string | undefined {
  return chatId.endsWith('@c.us') ? `+${chatId.slice(0, chatId.indexOf('@'))}` : undefined;
}

/** What to call somebody: the name, else the number, else the id. */
export function titleOf(chat: Pick<Chat, 'chatId' | 'name'>): string {
  const name = chat.name.trim();
  const phone = phoneOf(chat);
  // Some are saved under nothing but their number, in one spelling or another.
  if (phone && name.replace(/[\s().-]/g, '') === phone) return phone;
  return name || phone || chat.chatId;
}
