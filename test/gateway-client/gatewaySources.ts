import { createGatewaySource } from 'chat-avatar';
import { NONE } from '../support/chats.js';

export const OLEG = '79161234567@c.us';
export const BASE = 'https://dashboard.example.com/api/chat-pictures';
export const NDJSON = { 'content-type': 'application/x-ndjson' };
export const numbers = (count: number) =>
  Array.from({ length: count }, (_, i) => `${2_010_000_000_000 + i}@c.us`);
export const line = (item: object) => `${JSON.stringify(item)}\n`;
export const failure = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: unknown) => error,
  );

/** A source with a stub gateway: `answer` gets each request and its number. */
export function sourceOf(
  answer: (request: Request, call: number) => Response | Promise<Response>,
  options: Partial<Parameters<typeof createGatewaySource>[0]> = {},
) {
  const requests: Request[] = [];
  const source = createGatewaySource({
    baseUrl: BASE,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      requests.push(request);
      return answer(request, requests.length);
    },
    ...options,
  });
  return { source, requests };
}

export const askedIds = ({ url }: Request) => new URL(url).searchParams.getAll('chatId');

/** A gateway without pictures: answers `none` for each chat. */
export const noPictures = (request: Request) =>
  Response.json({ pictures: askedIds(request).map((chatId) => ({ chatId, picture: NONE })) });

/** An answer that the test writes bit by bit. */
export function openResponse(headers: Record<string, string> = NDJSON) {
  const encoder = new TextEncoder();
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({
    start(opened) {
      controller = opened;
    },
  });
  return {
    response: new Response(body, { headers }),
    write: (text: string | Uint8Array) =>
      controller.enqueue(typeof text === 'string' ? encoder.encode(text) : text),
    close: () => controller.close(),
    break: () => controller.error(new TypeError('terminated')),
  };
}
