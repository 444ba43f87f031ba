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

/** Where pictures come from: `createGatewaySource` in a browser, `createWawpClient` on a server, or your own. */
export interface PictureSource {
  /** Names the source in query keys, so that two sources never share an answer. Not a secret: it is persisted. */
  readonly id: string;
  /** Rejects with a `ChatPictureError`. "No picture" is an answer, not an error. */
  getChatPicture(chatId: string, options?: GetChatPictureOptions): Promise<ChatPicture>;
}
