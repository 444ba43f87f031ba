import { invalidResponse, isJsonObject } from './problem.js';

/** A hundred chats with their pictures inline are a tenth of it. What is longer is not an answer. In characters. */
const MAX_LENGTH = 64 * 1024 * 1024;

/** The promise, or the signal's reason, whichever comes first: not everything that is given a signal minds it. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

export interface Reading {
  signal: AbortSignal;
  /** Called for everything that arrives. */
  onArrival: () => void;
}

/** The items of an answer: each line of NDJSON as soon as it has come, or all of a JSON document at its end. */
export async function* readItems(response: Response, reading: Reading): AsyncGenerator<unknown> {
  const type = response.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/x-ndjson') {
    for await (const line of readLines(response, reading)) {
      const item = parseJson(line);
      if (item !== undefined) yield item;
    }
  } else if (type === 'application/json') {
    const document = await readJson(response, reading);
    if (!isJsonObject(document)) throw invalidResponse('JSON of another kind', response.status);
    if ('chatId' in document) yield document;
    else if (Array.isArray(document.pictures)) yield* document.pictures;
    else throw invalidResponse('JSON of another kind', response.status);
  } else {
    throw invalidResponse(type ? `with ${type.slice(0, 60)}` : 'without a content type', response.status);
  }
}

/** The document, or `undefined` for what is not JSON. */
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

/** Decoded as a stream: a character may be cut anywhere between two chunks. */
async function* readText(response: Response, { signal, onArrival }: Reading): AsyncGenerator<string> {
  // A Response of a simple polyfill has no stream.
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
      if (length > MAX_LENGTH) throw invalidResponse('without an end', response.status);
      yield decoder.decode(value, { stream: true });
    }
    yield decoder.decode();
  } finally {
    // Whoever stops reading early wants no more of it.
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
