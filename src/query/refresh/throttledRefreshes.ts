import type { ChatPicture } from '../../chat/ChatPicture.js';

const pictures = new WeakMap<object, ChatPicture>();

/** Says of an error that somebody else has refreshed this chat a moment ago, and that this is what the gateway holds. */
export function markThrottled<E extends object>(error: E, picture: ChatPicture): E {
  pictures.set(error, picture);
  return error;
}

export function pictureOfThrottled(error: object): ChatPicture | undefined {
  return pictures.get(error);
}
