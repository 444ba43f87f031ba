import type { ChatPictureErrorCode } from 'chat-avatar/wawp';

/** A record, so that a new code does not compile until it is here. */
const CODES: Record<ChatPictureErrorCode, true> = {
  'invalid-chat-id': true,
  unauthorized: true,
  'session-not-ready': true,
  'rate-limited': true,
  timeout: true,
  network: true,
  'server-error': true,
  'invalid-response': true,
};

export const ERROR_CODES = Object.keys(CODES) as ChatPictureErrorCode[];

export function isErrorCode(value: unknown): value is ChatPictureErrorCode {
  return typeof value === 'string' && Object.hasOwn(CODES, value);
}
