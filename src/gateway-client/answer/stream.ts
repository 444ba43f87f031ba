import { readText } from '../../lib/readText.js';
import { invalidResponse, membersOf } from './problem.js';

/** The longest answer, in bytes: ten times as much as a hundred chats with their pictures inline. The rest is not read. */
const MAX_BYTES = 64 * 1024 * 1024;

export interface Reading {
  signal: AbortSignal;
  /** Called for each chunk that arrives. */
  onArrival: () => void;
}

/** The items of an answer: each line of NDJSON as it arrives, or all items of a JSON document at its end. */
export async function* readItems(response: Response, reading: Reading): AsyncGenerator<unknown> {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  const isStream = type === 'application/x-ndjson';
  if (!isStream && type !== 'application/json') {
    throw invalidResponse(`sent ${type?.slice(0, 60) || 'no content type'} instead of JSON`, response.status);
  }
  for await (const text of readParts(response, reading, isStream)) {
    const item = parseJson(text);
    const { pictures } = membersOf(item);
    if (Array.isArray(pictures)) yield* pictures;
    else yield item;
  }
}

/** The document, or `undefined` when it is not JSON. */
export async function readJson(response: Response, reading: Reading): Promise<unknown> {
  for await (const text of readParts(response, reading, false)) return parseJson(text);
}

/** Each line of the body as it arrives, or the whole body. */
async function* readParts(
  response: Response,
  { signal, onArrival }: Reading,
  byLine: boolean,
): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of readText(response, { maxBytes: MAX_BYTES, signal })) {
    onArrival();
    const [first = '', ...lines] = byLine ? chunk.split('\n') : [chunk];
    lines.unshift(rest + first);
    rest = lines.pop() ?? '';
    // An empty line would take the time of an exception.
    yield* lines.filter(Boolean);
  }
  yield rest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
