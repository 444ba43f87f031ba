import { ChatPictureError } from 'chat-avatar/wawp';

/**
 * A limit of this gateway has stopped a request before the source was asked. It says nothing about the chat, so it is not cached as a
 * failure of the chat.
 */
export class GatewayLimitError extends ChatPictureError {
  constructor(message: string, retryAfterMs: number) {
    super('rate-limited', message, { retryAfterMs });
  }
}

/** When a request that found the gateway busy should come again, in ms. */
const BUSY_RETRY_MS = 1_000;

/** The queue to the source or to the store is full, or a request has left it at its time limit. */
export class GatewayBusyError extends GatewayLimitError {
  constructor(message: string) {
    super(message, BUSY_RETRY_MS);
  }
}
