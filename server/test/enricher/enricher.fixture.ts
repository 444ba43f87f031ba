import { createWawpEmulator, type WawpEmulatorOptions } from 'chat-avatar/testing';
import { createWawpClient, parseChatId } from 'chat-avatar/wawp';
import { createStorage } from 'unstorage';
import { type HttpServer, startHttpServer } from '../../../test/support/startHttpServer.js';
import { PictureStore } from '../../src/store/PictureStore.js';

export interface HandMadeChat {
  id: string;
  name?: string;
  /** In ms since the epoch. */
  lastMessageAt?: number;
  /** The picture in the overview. */
  picture?: string | null;
}

export interface HandMadeWawp extends HttpServer {
  /** The chat ids of all picture requests, in order. */
  asked: string[];
  /** The queries of all overview requests, in order. */
  overviews: URLSearchParams[];
}

export interface HandMadeOptions {
  chats: readonly HandMadeChat[];
  /** Whether the overview supports `limit` and `offset`, or a function that pages. */
  pages?: boolean | ((query: URLSearchParams, chats: readonly HandMadeChat[]) => readonly HandMadeChat[]);
  /** The response to an overview request. By default the chats. */
  overview?: () => PictureReply | undefined;
  /** The response to a picture request. By default a URL on this server. */
  picture?: (chatId: string, times: number, origin: string) => PictureReply | undefined;
  /** The bytes of the image at a path. */
  image: (path: string) => Uint8Array;
}

export interface PictureReply {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A Wawp API and CDN that share no code with the emulator. */
export async function startHandMadeWawp(options: HandMadeOptions): Promise<HandMadeWawp> {
  const { chats, pages = true, overview = () => undefined, picture = () => undefined, image } = options;
  const asked: string[] = [];
  const overviews: URLSearchParams[] = [];
  const server = await startHttpServer((request, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://wawp.test');
    const answer = ({ status = 200, body, headers = {} }: PictureReply) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    };
    if (pathname === '/v2/chats/overview') {
      overviews.push(query);
      const reply = overview();
      if (reply) return answer(reply);
      const offset = Number(query.get('offset') ?? 0);
      const listed =
        typeof pages === 'function'
          ? pages(query, chats)
          : pages
            ? chats.slice(offset, offset + Number(query.get('limit') ?? 20))
            : chats;
      return answer({
        body: listed.map(({ id, name = null, lastMessageAt, picture: listedPicture }) => ({
          id,
          name,
          ...(listedPicture !== undefined && { picture: listedPicture }),
          lastMessage: lastMessageAt ? { body: 'Hello', timestamp: Math.floor(lastMessageAt / 1000) } : null,
        })),
      });
    }
    if (pathname === '/v2/chats/picture') {
      const chatId = query.get('chatId') ?? '';
      asked.push(chatId);
      const times = asked.filter((id) => id === chatId).length;
      const url = `${server.origin}/cdn/${parseInt(chatId, 10)}.jpg?oe=${asked.length}`;
      return answer(picture(chatId, times, server.origin) ?? { body: { url } });
    }
    response.writeHead(200, { 'content-type': 'image/jpeg' });
    response.end(image(pathname));
  });
  return Object.assign(server, { asked, overviews });
}

export const clientOf = (origin: string) =>
  createWawpClient({ instanceId: '123456789012', accessToken: 'a-secret-token', baseUrl: origin });

/** An emulator behind an HTTP server. */
export async function startEmulator(options: WawpEmulatorOptions) {
  const emulator = createWawpEmulator(options);
  const server = await startHttpServer(async (request, response) => {
    const reply = await emulator.fetch(new Request(new URL(request.url ?? '/', server.origin)));
    response.writeHead(reply.status, Object.fromEntries(reply.headers));
    response.end(Buffer.from(await reply.arrayBuffer()));
  });
  return { emulator, ...server };
}

/** Options that allow downloads from the test servers and keep waits short. */
export const LOOPBACK = {
  imageHosts: ['127.0.0.1'],
  dangerouslyAllowPrivateAddresses: true,
  rateLimit: { limit: 1000, windowMs: 1000 },
  backOffMs: 20,
} as const;

export const chatIdOf = (index: number) => parseChatId(`2012345${String(index).padStart(5, '0')}@c.us`);

export const NOW = Date.UTC(2026, 10, 23, 7);
export const HOUR = 60 * 60 * 1000;

/** `count` people, not sorted by their last messages. */
export function people(count: number): HandMadeChat[] {
  return Array.from({ length: count }, (_, index) => ({
    id: chatIdOf(index),
    name: `Person ${index}`,
    lastMessageAt: NOW - ((index * 37) % count) * 60_000,
  }));
}

/** Their ids, sorted by last message, latest first. */
export function latestFirst(chats: readonly HandMadeChat[]): string[] {
  return [...chats].sort((a, b) => (b.lastMessageAt ?? 0) - (a.lastMessageAt ?? 0)).map(({ id }) => id);
}

export function memory() {
  const storage = createStorage();
  return { storage, store: new PictureStore(storage) };
}
