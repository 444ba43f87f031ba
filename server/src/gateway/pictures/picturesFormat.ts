import { parseAccept } from 'hono/utils/accept';
import type { Bytes } from '../node/PlainAnswer.js';

const JSON_DOCUMENT = 'application/json';
const NDJSON = 'application/x-ndjson';

const encoder = new TextEncoder();

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

export function picturesHeaders(format: PicturesFormat): Record<string, string> {
  return {
    'content-type': format,
    vary: 'Accept',
    // Otherwise nginx holds the lines back until it has a buffer full of them.
    ...(isStream(format) && { 'x-accel-buffering': 'no' }),
  };
}

const SEPARATOR = ',\n';
const START = Buffer.from('{"pictures":[');
const END = Buffer.from(']}');
const NEWLINE = Buffer.from('\n');

/** An item as bytes that stand in both formats: after a separator, or on a line of its own. */
export function encodeItem(item: object): Bytes {
  // Not `Buffer.from(text)`: its bytes are a slice of a larger allocation, which would stay in memory with them.
  return Buffer.from(encoder.encode(SEPARATOR + JSON.stringify(item)).buffer);
}

/** The item of `encodeItem` as a line of NDJSON. */
export const lineOf = (item: Bytes): Bytes => Buffer.concat([item.subarray(SEPARATOR.length), NEWLINE]);

/** The parts of a body, of items as `encodeItem` returns them. */
export function picturesBody(items: readonly Bytes[], format: PicturesFormat): Bytes[] {
  if (!isStream(format))
    return [START, ...items.map((item, at) => (at === 0 ? item.subarray(1) : item)), END];
  return [...items.map((item, at) => item.subarray(at === 0 ? SEPARATOR.length : 1)), NEWLINE];
}
