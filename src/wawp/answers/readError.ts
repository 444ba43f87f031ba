import type { ChatPicture } from '../../chat/ChatPicture.js';
import { ChatPictureError } from '../../chat/ChatPictureError.js';
import { effectiveStatus, field, type WawpAnswer } from './answer.js';
import { isFalse } from './flags.js';
import { namesCredentials, refusesCredentials } from './refusesCredentials.js';

const NOT_READY = new Set(['STOPPED', 'STARTING', 'SCAN_QR_CODE', 'FAILED']);
const NAMED_STATUS = /\b(?:STOPPED|STARTING|SCAN_QR_CODE|FAILED)\b/;

const RATE = /rate[- ]?over[- ]?limit|rate[- ]?limit|too many/i;
const QUOTA = /quota|limit (?:was |has been )?(?:reached|exceeded)|(?:reached|exceeded) (?:the|your) limit/i;
const HIDDEN = /not-authorized|privacy|picture|photo|avatar|image|restricted|hidden/i;
const SESSION = /instance|session/i;
const CHAT = /chat[-_ ]?id|\bjid\b|\bchat\b|phone|number|contact|recipient/i;
const NOT_CONNECTED = /not connected|disconnected|not ready/i;

/** The rows of the decision table with an error status: errors, hidden pictures and missing pictures. */
export function readError(answer: WawpAnswer): ChatPicture {
  const status = effectiveStatus(answer);
  const { said } = answer;
  const error = (code: ChatPictureError['code'], why: string, retryable?: boolean) =>
    new ChatPictureError(code, said ? `${why} Wawp said: "${cut(said)}"` : why, {
      status: answer.status,
      ...(retryable !== undefined && { retryable }),
      ...(answer.retryAfterMs !== undefined && { retryAfterMs: answer.retryAfterMs }),
    });

  const session = sessionStatus(answer);
  if (session !== undefined) {
    const starting = session === 'STARTING';
    const next = starting
      ? 'Try again in a moment.'
      : 'Open the Wawp dashboard and bring it back to WORKING.';
    throw error('session-not-ready', `The WhatsApp session is ${session}. ${next}`, starting);
  }
  if (status === 429 || RATE.test(said) || field(field(answer.json, 'exception'), 'data') === 429) {
    throw error('rate-limited', 'Wawp or WhatsApp is limiting the rate of requests. Ask less often.');
  }
  switch (status) {
    case 400:
      throw readBadRequest(said, error);
    case 401:
    case 403:
      if (status === 403 && QUOTA.test(said)) {
        throw error('rate-limited', 'The quota of this Wawp account is used up.');
      }
      // An HTML page comes from a proxy or a firewall, and is unrelated to a person's privacy.
      if (HIDDEN.test(said) && !namesCredentials(said) && !isPage(answer)) return { status: 'restricted' };
      throw error(
        'unauthorized',
        'Wawp refused the credentials. Check WAWP_ACCESS_TOKEN and WAWP_INSTANCE_ID.',
      );
    case 404:
      if (SESSION.test(said)) {
        throw error(
          'session-not-ready',
          'Wawp does not know this instance or session. Check WAWP_INSTANCE_ID.',
        );
      }
      return { status: 'none', reason: 'not-found' };
    case 408:
    case 504:
      throw error('timeout', 'Wawp got no answer from WhatsApp in time.');
    case 422:
      throw error(
        'session-not-ready',
        'The WhatsApp session is not ready. Look at it in the Wawp dashboard.',
      );
    default:
      if (status >= 500) throw error('server-error', `Wawp failed (${status}).`);
      return readWords(said, error);
  }
}

type MakeError = (code: ChatPictureError['code'], why: string) => ChatPictureError;

function readBadRequest(said: string, error: MakeError): ChatPictureError {
  if (/missing required/i.test(said)) {
    return error('invalid-response', 'Wawp misses a parameter that this client sends. Check baseUrl.');
  }
  if (SESSION.test(said) && NOT_CONNECTED.test(said)) {
    return error(
      'session-not-ready',
      'The WhatsApp session is not connected. Look at it in the Wawp dashboard.',
    );
  }
  if (namesCredentials(said)) {
    return error('unauthorized', 'Wawp refused the credentials. Check WAWP_ACCESS_TOKEN.');
  }
  if (CHAT.test(said)) return error('invalid-chat-id', 'Wawp does not take this chat id.');
  return error('invalid-response', 'Wawp refused the request in a way that this client does not know (400).');
}

/** A failure in a 200 with a message and without a status. */
function readWords(said: string, error: MakeError): ChatPicture {
  if (/item-not-found/i.test(said)) return { status: 'none', reason: 'not-found' };
  if (refusesCredentials(said)) {
    throw error('unauthorized', 'Wawp refused the credentials. Check WAWP_ACCESS_TOKEN.');
  }
  if (/not-authorized|privacy/i.test(said)) return { status: 'restricted' };
  if (/^unauthorized$/i.test(said)) throw error('unauthorized', 'Wawp refused the credentials.');
  throw error('invalid-response', 'Wawp answered in a way that this client does not know. Check baseUrl.');
}

/** A session status that is not ready, from a field of the body, or from its message in an error. */
function sessionStatus({ json, said, status }: WawpAnswer): string | undefined {
  const data = field(json, 'data');
  const holders = [json, data, ...['error', 'exception', 'session'].map((key) => field(json, key))];
  for (const holder of [...holders, field(data, 'session')]) {
    const word = field(holder, 'status');
    if (typeof word !== 'string') continue;
    // Case-sensitive, because "failed" in lower case is an ordinary word of APIs. A 422 concerns the session alone.
    const spelled = status === 422 ? word.toUpperCase() : word;
    if (NOT_READY.has(spelled)) return spelled;
  }
  return status >= 400 && /session/i.test(said) ? NAMED_STATUS.exec(said)?.[0] : undefined;
}

/** Whether a message of WhatsApp or Wawp reports a rate limit. */
export function saysRateLimit(text: string): boolean {
  return RATE.test(text);
}

function isPage({ isJson, text }: WawpAnswer): boolean {
  return !isJson && /^\s*</.test(text);
}

/** Whether a body says that the request has failed, by its flag or by an error. */
export function hasFailed(json: unknown): boolean {
  const error = field(json, 'error');
  return isFalse(field(json, 'success')) || (Boolean(error) && !isFalse(error));
}

/** Whether the body of a 2xx reports a failure. */
export function isFailure(answer: WawpAnswer): boolean {
  const { json } = answer;
  return hasFailed(json) || effectiveStatus(answer) >= 400 || sessionStatus(answer) !== undefined;
}

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
