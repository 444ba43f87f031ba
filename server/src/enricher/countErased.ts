import type { ChatId } from 'chat-avatar/wawp';
import type { Erased } from '../store/Eraser.js';
import { IMAGES, SIZES } from '../store/layout.js';

/** The result of `forgetChat`, in counts. With 0 records and 0 pictures, nothing was stored about the chat. */
export interface ForgottenChat {
  /** In its canonical spelling. */
  chatId: ChatId;
  /** Erased records: 1, or 0 if there was none. */
  records: number;
  /** Erased pictures. */
  pictures: number;
  /** Erased resized copies. */
  sizes: number;
  /** Pictures that stay, because another chat has the same one. */
  shared: number;
  /** Pictures that may belong to this chat and stay, because an unreadable record may point to them too. Usually 0. */
  left: number;
  /** Unreadable records that leave it open to which chat the pictures in `left` belong. */
  unreadable: number;
}

export function countErased(
  chatId: ChatId,
  { chats, keys, shared, left, unreadable }: Erased,
): ForgottenChat {
  const count = (folder: string) => keys.filter((key) => key.startsWith(`${folder}:`)).length;
  return {
    chatId,
    records: chats.length,
    pictures: count(IMAGES),
    sizes: count(SIZES),
    shared,
    left,
    unreadable: unreadable.length,
  };
}
