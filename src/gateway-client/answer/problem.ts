import type { ChatPicture } from '../../chat/ChatPicture.js';
import {
  ChatPictureError,
  type ChatPictureErrorCode,
  type ChatPictureErrorOptions,
  isChatPictureErrorCode,
} from '../../chat/ChatPictureError.js';
import { readRetryAfter } from '../../lib/retryAfter.js';
import { explainInvalidResponse, explainStatus, warnAboutUpstream } from '../warnings.js';

const MAX_DETAIL_LENGTH = 500;

export type JsonObject = Record<string, unknown>;

/** The members of a JSON object; none for any other value. */
export function membersOf(value: unknown): JsonObject {
  return typeof value === 'object' ? { ...value } : {};
}

/** The error of one chat in a batch. */
export function readItemError(error: unknown): ChatPictureError {
  const members = membersOf(error);
  const { code, status } = members;
  if (!isChatPictureErrorCode(code)) return invalidResponse('sent an item of an unknown form');
  if (process.env.NODE_ENV !== 'production') warnAboutUpstream(code);
  return readError(members, code, `The gateway answered ${code}.`, {
    status: Number.isInteger(status) ? (status as number) : undefined,
  });
}

/**
 * The error of a response that is not `ok`. The gateway sends a problem document (RFC 9457). A proxy or a sign-in page before
 * it does not, so then the status decides.
 *
 * @param picture The held picture, when a refresh was refused because of the cool-down.
 */
export function readProblem(
  { type, status, headers }: Response,
  document: unknown,
  picture: ChatPicture | undefined,
): ChatPictureError {
  const code = codeOf(status);
  const problem = membersOf(document);
  // With `redirect: 'manual'` a browser hides the status and the location of a redirect.
  const isRedirect = type === 'opaqueredirect' || (status >= 300 && status < 400);
  let message = `The gateway ${isRedirect ? 'sent a redirect' : `answered ${status}`}.`;
  if (process.env.NODE_ENV !== 'production') message = explainStatus(message, code, status, problem.code);
  return readError(problem, code, message, { status, retryAfterMs: readRetryAfter(headers), picture });
}

/** @param predicate completes the sentence "The gateway …". */
export function invalidResponse(predicate: string, status?: number): ChatPictureError {
  let message = `The gateway ${predicate}.`;
  if (process.env.NODE_ENV !== 'production') message = explainInvalidResponse(message);
  return new ChatPictureError('invalid-response', message, { status });
}

/** The error that a gateway describes. The other arguments replace missing members; malformed and unknown ones are dropped. */
function readError(
  { code, detail, retryable, retryAfterMs }: JsonObject,
  otherCode: ChatPictureErrorCode,
  message: string,
  other: ChatPictureErrorOptions,
): ChatPictureError {
  const isKnown = isChatPictureErrorCode(code);
  const isDuration = Number.isFinite(retryAfterMs) && (retryAfterMs as number) >= 0;
  return new ChatPictureError(
    isKnown ? code : otherCode,
    typeof detail === 'string' && detail !== '' ? detail.slice(0, MAX_DETAIL_LENGTH) : message,
    {
      ...other,
      retryable: isKnown && typeof retryable === 'boolean' ? retryable : undefined,
      retryAfterMs: isDuration ? (retryAfterMs as number) : other.retryAfterMs,
    },
  );
}

function codeOf(status: number): ChatPictureErrorCode {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 429) return 'rate-limited';
  if (status === 408 || status === 504) return 'timeout';
  return status >= 500 ? 'server-error' : 'invalid-response';
}
