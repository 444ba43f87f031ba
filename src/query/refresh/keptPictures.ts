import type { ChatPicture } from '../../chat/ChatPicture.js';

const kept = new WeakSet<ChatPicture>();

/** Says of an answer that WhatsApp gave none, and that this is the picture the gateway held. */
export function markKept(picture: ChatPicture): ChatPicture {
  kept.add(picture);
  return picture;
}

export function wasKept(picture: ChatPicture): boolean {
  return kept.has(picture);
}
