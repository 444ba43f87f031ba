import type { ChatId } from 'chat-avatar/wawp';
import type { Erased } from '../store/erase/Eraser.js';
import { CHATS, IMAGES, SIZES } from '../store/layout.js';

/** The result of `forgetChat`, in counts. With 0 records, pictures and versions, nothing was stored about the chat. */
export interface ForgottenChat {
  /** In its canonical spelling. */
  chatId: ChatId;
  /** Erased records: 1, or 0 if there was none. */
  records: number;
  /** Erased pictures of this chat, those of the last days included. */
  pictures: number;
  /** Erased resized copies. */
  sizes: number;
  /** Number of other chats that have one of the pictures, which stays for them: up to ten of them are looked for. */
  shared: number;
  /** Those chats. */
  sharedWith: ChatId[];
  /** Erased earlier versions, in a bucket with versioning. */
  versions: number;
  /** Whether earlier versions may remain: the bucket does not let this user list or erase them. */
  versionsMayRemain: boolean;
}

export function countErased(chatId: ChatId, { keys, sharedWith, versions }: Erased): ForgottenChat {
  const count = (folder: string) => keys.filter((key) => key.startsWith(`${folder}:`)).length;
  return {
    chatId,
    records: count(CHATS),
    pictures: count(IMAGES),
    sizes: count(SIZES),
    shared: sharedWith.length,
    sharedWith,
    versions: versions?.count ?? 0,
    versionsMayRemain: versions?.mayRemain ?? false,
  };
}
