/** A conversation as the server's `/api/chats` describes it. */
export interface ChatOverview {
  chatId: string;
  /** Empty if it has none. */
  name: string;
  /** As people write it, `+61 912 345 671`; `null` if the id is not a phone number. */
  phone: string | null;
  unreadCount: number;
  lastMessage: {
    body: string;
    /** In ms since the epoch. */
    timestamp: number | null;
  };
}

export interface Chat extends ChatOverview {
  /** Its heading: the name, else the number, else words in the reader's language. */
  title: string;
}

export interface ChatsPage {
  /** The people are made up, and so may be everything that Wawp is not asked for. */
  isDemo: boolean;
  chats: ChatOverview[];
  /** Where the next page begins; `null` after the last. */
  nextOffset: number | null;
}

export const isGroup = ({ chatId }: Pick<Chat, 'chatId'>) => chatId.endsWith('@g.us');

/** `+201234567890`, to dial and to copy; `undefined` if the id is not a phone number. */
export function dialOf({ chatId }: Pick<Chat, 'chatId'>): string | undefined {
  return chatId.endsWith('@c.us') ? `+${chatId.slice(0, chatId.indexOf('@'))}` : undefined;
}
