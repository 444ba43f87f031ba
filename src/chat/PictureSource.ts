import type { ChatPicture } from './ChatPicture.js';

export interface GetChatPictureOptions {
  /**
   * Ask WhatsApp itself, past every cache. Only ever because a person asked: overuse makes WhatsApp answer empty
   * ("visual rate limiting", Wawp's picture page).
   */
  refresh?: boolean | undefined;
  /** Aborts the request. The promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/**
 * The answer to a refresh. `kept`: WhatsApp gave no picture, and this is the one that was held before. It survives a copy
 * (`{ ...answer }`), and is not written into the cache.
 */
export type PictureAnswer = ChatPicture & { kept?: boolean };

/** Where pictures come from: `createGatewaySource` in a browser, `createWawpClient` on a server, or your own. */
export interface PictureSource {
  /** Names the source in query keys, so that two sources never share an answer. Not a secret: it is persisted. */
  readonly id: string;
  /**
   * Rejects with a `ChatPictureError`. "No picture" is an answer, not an error. A refresh that comes too soon after another
   * rejects with `rate-limited`, and with the `picture` that is held meanwhile.
   */
  getChatPicture(chatId: string, options?: GetChatPictureOptions): Promise<PictureAnswer>;
}
