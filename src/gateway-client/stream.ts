import { untilAborted } from '../lib/untilAborted.js';
import { invalidResponse, isJsonObject } from './problem.js';

/** The longest answer, in bytes: ten times as much as a hundred chats with their pictures inline. */
const MAX_LENGTH = 64 * 1024 * 1024;

export interface Reading {
  signal: AbortSignal;
  /** Called for each chunk that arrives. */
  onArrival: () => void;
}

/** The items of an answer: each line of NDJSON as it arrives, or all items of a JSON document at its end. */
export async function* readItems(response: Response, reading: Reading): AsyncGenerator<unknown> {
  const type = response.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/x-ndjson') {
    for await (const line of readLines(response, reading)) {
      const item = parseJson(line);
      if (item !== undefined) yield item;
    }
  } else if (type === 'application/json') {
    const document = await readJson(response, reading);
    if (!isJsonObject(document)) throw invalidResponse('sent JSON of an unknown form', response.status);
    if ('chatId' in document) yield document;
    else if (Array.isArray(document.pictures)) yield* document.pictures;
    else throw invalidResponse('sent JSON of an unknown form', response.status);
  } else {
    throw invalidResponse(`sent ${type?.slice(0, 60) || 'no content type'} instead of JSON`, response.status);
  }
}

/** The document, or `undefined` when it is not JSON. */
export async function readJson(response: Response, reading: Reading): Promise<unknown> {
  let text = '';
  for await (const chunk of readText(response, reading)) text += chunk;
  return parseJson(text);
}

async function* readLines(response: Response, reading: Reading): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of readText(response, reading)) {
    const lines = chunk.split('\n');
    lines[0] = rest + lines[0];
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

/** Decodes as a stream, because a character may be split between two chunks. */
async function* readText(response: Response, { signal, onArrival }: Reading): AsyncGenerator<string> {
  // The Response of a simple polyfill has no stream.
  if (!response.body) return yield await untilAborted(response.text(), signal);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await untilAborted(reader.read(), signal);
      if (done) break;
      onArrival();
      length += value.byteLength;
      if (length > MAX_LENGTH) throw invalidResponse('sent an endless answer', response.status);
      yield decoder.decode(value, { stream: true });
    }
    yield decoder.decode();
  } finally {
    // After an early return the rest is not needed.
    reader.cancel().catch(() => {});
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
