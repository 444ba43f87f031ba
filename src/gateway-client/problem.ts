import { ChatPictureError, type ChatPictureErrorCode } from '../chat/ChatPictureError.js';
import { readRetryAfter } from '../lib/retryAfter.js';
import { warnOnce } from '../lib/warnOnce.js';
import { warnAboutUpstream } from './warnings.js';

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

const MAX_DETAIL_LENGTH = 500;

const CHECK_BASE_URL =
  'Check that baseUrl is where createPictureGateway is mounted (its basePath), and that no sign-in page or proxy answers in its place.';

const HINT: Partial<Record<ChatPictureErrorCode, string>> = {
  unauthorized:
    'Its authorize() refused this caller. Check that the user is signed in, and that the request carries the session: its cookies (for another origin, credentials: "include") or headers.',
  'invalid-response': CHECK_BASE_URL,
};

export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The error of one chat in a batch. Unknown members are dropped. */
export function readItemError(error: unknown): ChatPictureError {
  const code = isJsonObject(error) ? readCode(error.code) : undefined;
  if (!isJsonObject(error) || code === undefined) return invalidResponse('sent an error of an unknown form');
  const { retryable, status, retryAfterMs } = error;
  if (process.env.NODE_ENV !== 'production') warnAboutUpstream(code);
  return new ChatPictureError(code, readDetail(error) ?? `The gateway answered ${code}.`, {
    retryable: typeof retryable === 'boolean' ? retryable : undefined,
    retryAfterMs: isDuration(retryAfterMs) ? retryAfterMs : undefined,
    status: Number.isInteger(status) ? Number(status) : undefined,
  });
}

/**
 * The error of a response that is not `ok`. The gateway sends a problem document (RFC 9457). A proxy or a sign-in page before
 * it does not, so then the status decides.
 */
export function readProblem(response: Response, document: unknown): ChatPictureError {
  const { status } = response;
  const members = isJsonObject(document) ? document : {};
  const code = readCode(members.code);
  const retryAfterMs = isDuration(members.retryAfterMs)
    ? members.retryAfterMs
    : readRetryAfter(response.headers);
  const ofStatus = codeOf(status);
  const message = `The gateway answered ${status}. ${HINT[ofStatus] ?? 'Try again later.'}`;
  if (process.env.NODE_ENV !== 'production') {
    if (code && status >= 500) warnAboutUpstream(code);
    else if (ofStatus === 'unauthorized' || (!code && ofStatus === 'invalid-response')) warnOnce(message);
  }
  return new ChatPictureError(code ?? ofStatus, readDetail(members) ?? message, {
    retryable: code && typeof members.retryable === 'boolean' ? members.retryable : undefined,
    retryAfterMs,
    status,
  });
}

/** @param predicate completes the sentence "The gateway …". */
export function invalidResponse(predicate: string, status?: number): ChatPictureError {
  const message = `The gateway ${predicate}. ${CHECK_BASE_URL}`;
  if (process.env.NODE_ENV !== 'production') warnOnce(message);
  return new ChatPictureError('invalid-response', message, { status });
}

function codeOf(status: number) {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 429) return 'rate-limited';
  if (status === 408 || status === 504) return 'timeout';
  return status >= 500 ? 'server-error' : 'invalid-response';
}

function readCode(code: unknown): ChatPictureErrorCode | undefined {
  return typeof code === 'string' && Object.hasOwn(CODES, code) ? (code as ChatPictureErrorCode) : undefined;
}

function readDetail({ detail }: JsonObject): string | undefined {
  return typeof detail === 'string' && detail !== '' ? detail.slice(0, MAX_DETAIL_LENGTH) : undefined;
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
