import type { ChatPicture } from '../../chat/ChatPicture.js';
import { ChatPictureError } from '../../chat/ChatPictureError.js';
import { field, isObject, type JsonObject, type WawpAnswer } from './answer.js';
import { isFalse, isTrue } from './flags.js';
import { isBase64Picture, readPictureUrl, type UrlPolicy } from './pictureUrl.js';
import { isFailure, readError, saysRateLimit } from './readError.js';

const NONE: ChatPicture = { status: 'none', reason: 'empty' };

/** The fields that may wrap the answer, in order of precedence. */
const HOLDERS = ['data', 'result', 'response', 'picture'];

/** The field names of the URL in Wawp, its engine and similar APIs, in order of precedence. */
const URL_FIELDS = [
  'url',
  'profilePictureURL',
  'profilePictureUrl',
  'profilePicUrl',
  'pictureUrl',
  'picture',
  'urlAvatar',
  'link',
  'eurl',
  'imgUrl',
];

/** Parses the answer about one picture, by the decision table in `docs/wawp-api.md`. */
export function readPicture(answer: WawpAnswer, policy: UrlPolicy): ChatPicture {
  const { status, json, text, isJson } = answer;
  if (status >= 300) return status < 400 ? unexpected(`a redirect (${status})`) : readError(answer);
  if (status === 204 || status === 205 || text.trim() === '') return NONE;
  if (!isJson) return readText(answer, policy);
  if (json === null) return NONE;
  if (typeof json === 'string') {
    return saysRateLimit(json) && !isUrl(json) ? readError(answer) : readPictureUrl(json, policy);
  }
  if (!isObject(json)) return unexpected('JSON that is not about a picture');

  const { url, emptyUrl } = findUrl(json);
  if (url !== undefined && !isUrl(url) && saysRateLimit(url)) {
    return readError({ ...answer, said: policy.quote(url) });
  }
  if (url !== undefined) return readPictureUrl(url, policy);
  if (isRestricted(json)) return { status: 'restricted' };
  if (isFailure(answer) || saysRateLimit(answer.said)) return readError(answer);
  // The picture page's only example, `{ success: true, message }`, has no URL at all.
  if (emptyUrl || isTrue(field(json, 'success'))) return NONE;
  return unexpected('JSON that is not about a picture');
}

/**
 * Whether a 2xx is an object without any URL field, as in the documented example of `/v2/chats/picture`. Another endpoint may know
 * more then. An empty URL, a restriction and a failure are answers.
 */
export function lacksUrl(answer: WawpAnswer): boolean {
  const { status, json, said } = answer;
  if (status >= 300 || !isObject(json)) return false;
  const namesUrl = holdersOf(json).some((holder) => URL_FIELDS.some((key) => Object.hasOwn(holder, key)));
  if (namesUrl || findUrl(json).url !== undefined) return false;
  return !isRestricted(json) && !isFailure(answer) && !saysRateLimit(said);
}

function readText(answer: WawpAnswer, policy: UrlPolicy): ChatPicture {
  const text = answer.text.trim();
  if (isBase64Picture(text) || /^restricted$/i.test(text)) return readPictureUrl(text, policy);
  if (saysRateLimit(answer.said)) return readError(answer);
  return unexpected(/^</.test(text) ? 'HTML or XML' : 'text that is not JSON');
}

const isUrl = (text: string) => /^\s*(?:https?:|data:)/i.test(text);

function holdersOf(json: JsonObject): JsonObject[] {
  return [json, ...HOLDERS.map((key) => field(json, key)).filter(isObject)];
}

/** The first non-empty string where a URL may stand, or whether there was an empty one. */
function findUrl(json: JsonObject): { url?: string; emptyUrl: boolean } {
  let emptyUrl = false;
  const look = (value: unknown): string | undefined => {
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (value === null || typeof value === 'string') emptyUrl = true;
    return undefined;
  };
  for (const holder of holdersOf(json)) {
    for (const key of URL_FIELDS) {
      if (!Object.hasOwn(holder, key)) continue;
      const url = look(holder[key]);
      if (url !== undefined) return { url, emptyUrl };
    }
  }
  for (const key of HOLDERS) {
    if (!Object.hasOwn(json, key)) continue;
    const url = look(json[key]);
    if (url !== undefined) return { url, emptyUrl };
  }
  return { emptyUrl };
}

/** The word as a whole value of any field, or a flag: how Wawp encodes it is not documented. */
function isRestricted(json: JsonObject): boolean {
  return holdersOf(json).some(
    (holder) =>
      isTrue(holder.restricted) ||
      isFalse(holder.available) ||
      Object.values(holder).some((value) => typeof value === 'string' && /^\s*restricted\s*$/i.test(value)),
  );
}

function unexpected(answer: string): never {
  throw new ChatPictureError(
    'invalid-response',
    `Wawp answered ${answer} where a picture belongs. Check that baseUrl is the address of the Wawp API.`,
  );
}
