import type { ChatPictureError, ChatPictureErrorCode } from 'chat-avatar/wawp';

/** The codes of the gateway's own problems, and those of a picture's error. */
export type ProblemCode =
  | ChatPictureErrorCode
  | 'bad-request'
  | 'content-too-large'
  | 'expired-url'
  | 'forbidden'
  | 'header-too-large'
  | 'internal-error'
  | 'invalid-signature'
  | 'method-not-allowed'
  | 'not-found'
  | 'request-timeout'
  | 'store-unavailable'
  | 'unsupported-media-type';

/**
 * `unauthorized` means that the source refused the gateway's own token. The caller has passed `authorize`, so for the caller it
 * is an upstream fault (502), not a reason to sign in again (401).
 */
const STATUS: Record<ProblemCode, number> = {
  'bad-request': 400,
  'invalid-chat-id': 400,
  'expired-url': 403,
  forbidden: 403,
  'invalid-signature': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'request-timeout': 408,
  'content-too-large': 413,
  'unsupported-media-type': 415,
  'rate-limited': 429,
  'header-too-large': 431,
  'internal-error': 500,
  'invalid-response': 502,
  network: 502,
  'server-error': 502,
  unauthorized: 502,
  'session-not-ready': 503,
  'store-unavailable': 503,
  timeout: 504,
};

const TITLE: Record<number, string> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** A problem document (RFC 9457). Its `type` is `about:blank`, and `code` identifies the problem. */
export function problem(
  code: ProblemCode,
  detail: string,
  { headers, ...members }: { headers?: Record<string, string>; [member: string]: unknown } = {},
): Response {
  const status = STATUS[code];
  const document = { type: 'about:blank', title: TITLE[status], status, detail, code, ...members };
  return new Response(JSON.stringify(document), {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
  });
}

export function pictureProblem(error: ChatPictureError, members: Record<string, unknown> = {}): Response {
  const { retryable } = error;
  const retryAfterMs = wholeMs(error);
  const headers: Record<string, string> = {};
  // Whole seconds only (RFC 9110 §10.2.3), rounded up so that the retry does not come too early.
  if (retryAfterMs !== undefined) headers['retry-after'] = String(Math.ceil(retryAfterMs / 1000));
  return problem(error.code, error.message, { headers, retryable, retryAfterMs, ...members });
}

/** The error of one chat in an answer about several. */
export function errorItem(error: ChatPictureError) {
  const { code, message, retryable, status } = error;
  return { code, detail: message, retryable, retryAfterMs: wholeMs(error), status };
}

/** Rounded up, so that a retry does not come too early. The monotonic clock counts fractions. */
function wholeMs({ retryAfterMs }: ChatPictureError): number | undefined {
  return retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs);
}
