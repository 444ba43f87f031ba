import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { parse } from 'hono/utils/cookie';
import { PictureStore } from '../../../store/PictureStore.js';
import type { StorageAdapter } from '../../../store/storage/StorageAdapter.js';
import { StoreError } from '../../../store/storage/StoreError.js';
import { FaceIndex } from './FaceIndex.js';
import { facesPage } from './facesPage.js';
import { readFaceQuery } from './readFaceQuery.js';
import { Thumbnails } from './Thumbnails.js';

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
};

export interface FacesServer {
  fetch(request: Request): Promise<Response>;
  /** The secret of this server. The page is opened with it once: `/?secret=…`, which sets a cookie. */
  secret: string;
}

export interface ServeFacesOptions {
  storage: StorageAdapter;
  /** The address of the server. Requests with another `Host` are refused, against DNS rebinding. */
  origin: string;
  pageSize: number;
  /** A random one by default. */
  secret?: string | undefined;
}

/**
 * Serves pages of faces and their thumbnails to callers with the secret: every user of a machine can connect to its loopback
 * address. If the store fails, the answer is a 503, and the error is printed on stderr.
 */
export function serveFaces({
  storage,
  origin,
  pageSize,
  secret = randomBytes(24).toString('base64url'),
}: ServeFacesOptions): FacesServer {
  const index = new FaceIndex(storage);
  const thumbnails = new Thumbnails(new PictureStore(storage));
  const { host, port } = new URL(origin);
  // Browsers send cookies to all ports of a host: hence the port in the name, and a value that opens nothing but these pages. A chosen
  // secret opens the gateway too.
  const cookie = `chat-avatar-faces-${port}`;
  const session = randomBytes(24).toString('base64url');

  const isAllowed = (request: Request) => {
    const sent = parse(request.headers.get('cookie') ?? '', cookie)[cookie];
    const [, bearer] = /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    return bearer === undefined ? isEqual(sent ?? '', session) : isEqual(bearer, secret);
  };

  const answer = async (request: Request): Promise<Response> => {
    const { host: requested, pathname, searchParams } = new URL(request.url);
    if (requested !== host && requested !== `localhost:${port}`) {
      return text(
        421,
        'This page is not served under this host name. Open the address that the command printed.',
      );
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { ...HEADERS, allow: 'GET, HEAD' } });
    }
    if (pathname === '/' && isEqual(searchParams.get('secret') ?? '', secret)) return signIn(cookie, session);
    if (!isAllowed(request))
      return text(401, 'This page needs the secret. Open the address that the command printed.');
    const [, hash] = /^\/thumbnails\/([0-9a-f]{64})$/.exec(pathname) ?? [];
    if (hash !== undefined) return imageResponse(await thumbnails.get(hash));
    if (pathname !== '/') return text(404, 'Not found. The page is at /.');
    const page = await index.query({ ...readFaceQuery(searchParams), pageSize });
    const imageOf = ({ hash: of }: { hash: string }) => `/thumbnails/${of}`;
    const body = facesPage(page, { imageOf, isServed: true, now: Date.now() });
    return new Response(body, { headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8' } });
  };

  return {
    secret,
    async fetch(request) {
      try {
        const response = await answer(request);
        return request.method === 'HEAD' ? new Response(null, response) : response;
      } catch (thrown) {
        // Messages of unknown errors may hold a secret.
        const message =
          thrown instanceof StoreError
            ? thrown.message
            : 'The page cannot be created because of an unexpected error.';
        console.error(message);
        return text(503, message);
      }
    },
  };
}

/** Signs in by a cookie, and removes the secret from the address bar and the history. */
function signIn(cookie: string, session: string): Response {
  const value = `${cookie}=${session}; Path=/; HttpOnly; SameSite=Lax`;
  return new Response(null, { status: 303, headers: { ...HEADERS, location: '/', 'set-cookie': value } });
}

function imageResponse(bytes: Uint8Array | undefined): Response {
  if (bytes === undefined) return text(404, 'This picture cannot be read.');
  return new Response(new Uint8Array(bytes), {
    headers: { ...HEADERS, 'content-type': 'image/webp', 'cache-control': 'private, max-age=3600' },
  });
}

function text(status: number, message: string): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' },
  });
}

function isEqual(sent: string, secret: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(sent), digest(secret));
}
