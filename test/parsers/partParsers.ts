import type { ChatPicture } from '../../src/chat/ChatPicture.js';
import { createGatewaySource } from '../../src/gateway-client/createGatewaySource.js';
import { BoundedJson } from '../../src/wawp/answers/BoundedJson.js';
import { createWawpClient } from '../../src/wawp/createWawpClient.js';
import { seededRandom } from '../support/seededRandom.js';
import { JOHN, TOKEN } from '../support/wawp.js';
import { type Parser, parser } from './Parser.js';

/** Cuts a list at places that its length decides, so that a fault comes again. Some parts are empty. */
function inParts<Item>(items: { length: number; slice(from: number, to: number): Item }): Item[] {
  const random = seededRandom(items.length);
  const cuts = Array.from({ length: 4 }, () => Math.floor(random() * (items.length + 1)));
  const ends = [...cuts.sort((a, b) => a - b), items.length];
  return ends.map((end, index) => items.slice(ends[index - 1] ?? 0, end));
}

const encoder = new TextEncoder();

/** Cut between bytes, and so within characters too. */
function responseOf(text: string, type: string, parts: (bytes: Uint8Array) => Uint8Array[]): Response {
  const waiting = parts(encoder.encode(text));
  const read = async () => {
    const value = waiting.shift();
    return { done: value === undefined, value };
  };
  // A real stream would take most of the time of a million cases.
  const body = { getReader: () => ({ read, cancel: async () => undefined }) };
  const headers = new Headers({ 'content-type': type });
  return { status: 200, ok: true, type: 'basic', headers, body } as unknown as Response;
}

/** The outcome must not depend on where the answer was cut. */
function sameInParts(
  ask: (fetch: typeof globalThis.fetch) => Promise<ChatPicture>,
  type: string,
  answerWith: (text: string) => string,
): Parser {
  const outcomeOf = (text: string, parts: (bytes: Uint8Array) => Uint8Array[]) =>
    ask(async () => responseOf(answerWith(text), type, parts)).then(JSON.stringify, String);
  return parser(
    async (text) => [await outcomeOf(text, (bytes) => [bytes]), await outcomeOf(text, inParts)],
    ([whole, inSome]) => (whole === inSome ? undefined : `${inSome} in parts, ${whole} as a whole`),
  );
}

let answering = globalThis.fetch;
const wawp = createWawpClient({
  instanceId: '1',
  accessToken: TOKEN,
  individuals: 'chats',
  fetch: (...request) => answering(...request),
});

const pictureWith = (text: string) => ({ status: 'available', url: `https://x.test/${text}` });

/** Readers of answers that arrive in parts. */
export const partParsers: Record<string, Parser> = {
  'NDJSON of the gateway in parts': {
    ...sameInParts(
      (fetch) => createGatewaySource({ baseUrl: 'https://app.test/pictures', fetch }).getChatPicture(JOHN),
      'application/x-ndjson',
      // The chat that is asked for is between two lines of anything.
      (text) => `${text}\n${JSON.stringify({ chatId: JOHN, picture: pictureWith(text) })}\n${text}`,
    ),
    waits: true,
  },
  'a picture of Wawp in parts': sameInParts(
    (fetch) => {
      // Read at once: the client calls fetch before it waits for anything.
      answering = fetch;
      return wawp.getChatPicture(JOHN);
    },
    'application/json',
    (text) => JSON.stringify(pictureWith(text)),
  ),
  'a long overview in parts': parser(
    (text) => {
      // A string that is long enough to be left out.
      const long = `${text}"${'x'.repeat(9000)}"${text}`;
      const [whole, parts] = [new BoundedJson(64), new BoundedJson(64)];
      whole.add(long);
      for (const part of inParts(long)) parts.add(part);
      return [whole.text, parts.text];
    },
    ([whole, parts]) => (whole === parts ? undefined : `${parts} in parts, ${whole} as a whole`),
  ),
};
