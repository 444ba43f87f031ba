import type { ChatPicture } from './ChatPicture.js';

export interface GetChatPictureOptions {
  /**
   * Bypasses every cache and asks WhatsApp. Only for an action of the user: overuse makes WhatsApp answer empty
   * ("visual rate limiting", Wawp's picture page).
   */
  refresh?: boolean | undefined;
  /** Aborts the request. The promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/**
 * The answer to a refresh. `kept`: WhatsApp answered empty, and this is the picture from before. The field survives a copy
 * (`{ ...answer }`), and is not written into the cache.
 */
export type PictureAnswer = ChatPicture & { kept?: boolean };

/** A source of pictures: `createGatewaySource` in a browser, `createWawpClient` on a server, or your own. */
export interface PictureSource {
  /** Identifies the source in query keys, so that two sources never share an answer. It is persisted, so no secret. */
  readonly id: string;
  /**
   * Rejects with a `ChatPictureError`. "No picture" is an answer, not an error. A refresh within the cool-down of another
   * rejects with `rate-limited` and the held `picture`.
   */
  getChatPicture(chatId: string, options?: GetChatPictureOptions): Promise<PictureAnswer>;
}
