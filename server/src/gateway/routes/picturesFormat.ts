import { parseAccept } from 'hono/utils/accept';

const JSON_DOCUMENT = 'application/json';
const NDJSON = 'application/x-ndjson';

/** The two formats of the pictures of many chats: one JSON document, or a line for each chat (NDJSON). */
export type PicturesFormat = typeof JSON_DOCUMENT | typeof NDJSON;

/** The types of `Accept` that decide. */
const NAMED = [NDJSON, JSON_DOCUMENT, 'application/*'];

/** Content negotiation by the request's `Accept` (RFC 9110 §12.5.1). Lines only for clients that name them. */
export function negotiatePictures(accept: string | undefined): PicturesFormat {
  const named = parseAccept(accept ?? '')
    .map(({ type, q }) => ({ type: type.toLowerCase(), q }))
    .filter(({ type, q }) => q > 0 && NAMED.includes(type))
    .sort((a, b) => b.q - a.q || Number(a.type.endsWith('*')) - Number(b.type.endsWith('*')));
  return named[0]?.type === NDJSON ? NDJSON : JSON_DOCUMENT;
}

export const isStream = (format: PicturesFormat) => format === NDJSON;

/** The name of the answer to a query, for `PictureDocuments`. */
export const documentKey = (format: PicturesFormat, query: string) => `${format}?${query}`;

export function picturesHeaders(format: PicturesFormat): Record<string, string> {
  return {
    'content-type': format,
    vary: 'Accept',
    // Otherwise nginx holds the lines back until it has a buffer full of them.
    ...(isStream(format) && { 'x-accel-buffering': 'no' }),
  };
}
