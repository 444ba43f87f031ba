import type { Chat } from '../../chats/Chat.js';

export interface Message {
  id: string;
  isOurs: boolean;
  /** Who of a group wrote it, where that is known. */
  sender?: Chat;
  text: string;
  /** In ms since the epoch. */
  time: number;
}
