import { createPictureGateway, type PictureGatewayOptions } from 'chat-avatar-server';
import { encode } from 'fast-png';
import { expect } from 'vitest';
import { picture, stubSource } from '../../../test/support/sources.js';

export const JOHN = '201234567890@c.us';
export const MONA = '201111111111@c.us';
export const GROUP = '120363043968066561@g.us';
export const ORIGIN = 'https://dashboard.example.com';

/** A picture in the colour `0xRRGGBB` as a `data:` URL, which needs no CDN. */
export function faceOf(color: number, size = 8) {
  const rgb = [color >> 16, color >> 8, color].map((value) => value & 255);
  const data = Uint8Array.from({ length: size * size * 3 }, (_, i) => rgb[i % 3] ?? 0);
  const png = encode({ width: size, height: size, channels: 3, depth: 8, data });
  return picture(`data:image/png;base64,${Buffer.from(png).toString('base64')}`);
}

export const FACE = faceOf(0x336699);

/** The gateway's answer for an available picture, with a signed URL. */
export const SHOWN = expect.objectContaining({
  status: 'available',
  url: expect.stringMatching(/^\/images\/[0-9a-f]{64}\?w=640&exp=\d+&sig=[\w-]{22}$/),
});

export const numbers = (count: number) =>
  Array.from({ length: count }, (_, i) => `${2_010_000_000_000 + i}@c.us`);

/** A different picture for each chat. */
export const faces = () => stubSource((chatId) => faceOf(Number.parseInt(chatId, 10) % 0xffffff));

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

/** Settles all promises that need no timer. */
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

/** The first item of the response. */
export async function only(response: Response | Promise<Response>) {
  const { pictures } = await (await response).json();
  return pictures[0];
}
