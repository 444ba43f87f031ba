import { createPictureGateway, type PictureGatewayOptions } from 'chat-avatar/gateway';
import { picture, stubSource } from '../support/sources.js';

export const JOHN = '201234567890@c.us';
export const MONA = '201111111111@c.us';
export const GROUP = '120363043968066561@g.us';
export const ORIGIN = 'https://dashboard.example.com';

export const FACE = picture('https://pps.whatsapp.net/a.jpg');
export const numbers = (count: number) =>
  Array.from({ length: count }, (_, i) => `${2_010_000_000_000 + i}@c.us`);

/** A picture of one's own for everybody. */
export const faces = () => stubSource((chatId) => picture(`https://pps.whatsapp.net/${chatId}.jpg`));

export function gatewayOf(options: Partial<PictureGatewayOptions> = {}) {
  const gateway = createPictureGateway({ source: faces(), authorize: () => true, ...options });
  const at = (path: string, init?: RequestInit) => gateway.fetch(new Request(ORIGIN + path, init));
  return {
    fetch: gateway.fetch,
    at,
    get: (...chatIds: string[]) => at(`/pictures?${query(chatIds)}`),
    stream: (...chatIds: string[]) =>
      at(`/pictures?${query(chatIds)}`, { headers: { accept: 'application/x-ndjson' } }),
    refresh: (chatId: string, headers: Record<string, string> = {}) =>
      at('/pictures/refresh', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ chatId }),
      }),
  };
}

export const query = (chatIds: string[]) =>
  new URLSearchParams(chatIds.map((id) => ['chatId', id])).toString();

/** Lets all promises settle that need no timer. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Reads the lines of an NDJSON answer one by one. */
export async function* linesOf(response: Response): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line);
  }
}
