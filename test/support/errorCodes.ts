import type { ChatPictureErrorCode } from 'chat-avatar';

/** The codes that a `ChatPictureError` may have. */
export const ERROR_CODES = [
  'invalid-chat-id',
  'unauthorized',
  'session-not-ready',
  'rate-limited',
  'timeout',
  'network',
  'server-error',
  'invalid-response',
] as const satisfies ChatPictureErrorCode[];
