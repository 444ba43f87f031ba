import { type ChatPicture, createGatewaySource } from 'chat-avatar';

export const JOHN = '201234567890@c.us';
export const MONA = '201111111111@c.us';
export const OLEG = '79161234567@c.us';
export const NONE: ChatPicture = { status: 'none', reason: 'empty' };
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

/** A source whose gateway answers by this function, which sees each request. */
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

/** An honest gateway: nobody has a picture. */
export const nobody = (request: Request) =>
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
