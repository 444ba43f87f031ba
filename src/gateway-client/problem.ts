import { ChatPictureError, type ChatPictureErrorCode } from '../chat/ChatPictureError.js';

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

export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the gateway says about one chat among many. Of what it may hold, only what is known is believed. */
export function readItemError(error: unknown): ChatPictureError {
  const code = isJsonObject(error) ? readCode(error.code) : undefined;
  if (!isJsonObject(error) || code === undefined) return invalidResponse('an error that says nothing known');
  const { retryable, status, retryAfterMs } = error;
  return new ChatPictureError(code, readDetail(error) ?? `The gateway says ${code}.`, {
    retryable: typeof retryable === 'boolean' ? retryable : undefined,
    retryAfterMs: isDuration(retryAfterMs) ? retryAfterMs : undefined,
    status: Number.isInteger(status) ? Number(status) : undefined,
  });
}

/**
 * An answer that is not `ok`. The gateway says in a problem document (RFC 9457) what is the matter; whatever else stands before
 * it, a proxy or a sign-in, says so by its status only.
 */
export function readProblem(response: Response, document: unknown): ChatPictureError {
  const { status } = response;
  const members = isJsonObject(document) ? document : {};
  const code = readCode(members.code);
  const retryAfterMs = isDuration(members.retryAfterMs) ? members.retryAfterMs : readRetryAfter(response);
  const said = readDetail(members);
  return new ChatPictureError(
    code ?? codeOf(status),
    said ?? `The gateway answered ${status}. ${hint(status)}`,
    {
      retryable: code && typeof members.retryable === 'boolean' ? members.retryable : undefined,
      retryAfterMs,
      status,
    },
  );
}

export function invalidResponse(what: string, status?: number): ChatPictureError {
  return new ChatPictureError(
    'invalid-response',
    `The gateway answered ${what}. Is baseUrl the address of a chat-avatar gateway, and is nothing else, such as a sign-in page, before it?`,
    { status },
  );
}

function codeOf(status: number): ChatPictureErrorCode {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 429) return 'rate-limited';
  if (status === 408 || status === 504) return 'timeout';
  return status >= 500 ? 'server-error' : 'invalid-response';
}

function hint(status: number): string {
  switch (codeOf(status)) {
    case 'unauthorized':
      return 'It does not let this caller see pictures. Is the user still signed in?';
    case 'invalid-response':
      return 'Is baseUrl the address of a chat-avatar gateway?';
    default:
      return 'Asking again later may help.';
  }
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

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3), in ms. */
function readRetryAfter({ headers }: Response): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (!text) return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
