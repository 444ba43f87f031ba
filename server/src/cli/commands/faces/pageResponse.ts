import { StoreError } from '../../../store/StoreError.js';
import { brokenOff } from './facesPage.js';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/**
 * The page, for whoever asks for it on this machine by its address: a foreign name that leads here is refused (DNS
 * rebinding). A store that fails is said to, on the page and on stderr: with 503 where nothing of it was sent yet.
 */
export async function pageResponse(
  request: Request,
  origin: string,
  makePage: () => AsyncGenerator<string, number>,
): Promise<Response> {
  const { host, pathname, port } = new URL(request.url);
  const isOurs = host === new URL(origin).host || host === `localhost:${port}`;
  if (!isOurs) return new Response('This page is at another address.', { status: 421 });
  if (pathname !== '/') return new Response('There is nothing here.', { status: 404 });
  if (request.method === 'HEAD') return new Response(null, { headers: HEADERS });
  if (request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  const page = makePage();
  let first: IteratorResult<string, number>;
  try {
    first = await page.next();
  } catch (thrown) {
    const message = sayFailure(thrown);
    return new Response(message, { status: 503, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  }
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (!first.done) controller.enqueue(encoder.encode(first.value));
    },
    async pull(controller) {
      try {
        const { done, value } = await page.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (thrown) {
        controller.enqueue(encoder.encode(brokenOff(sayFailure(thrown))));
        controller.close();
      }
    },
    async cancel() {
      await page.return(0);
    },
  });
  return new Response(body, { headers: HEADERS });
}

/** Our own errors say what is wrong and what to do; of others nobody here can do anything. */
function sayFailure(thrown: unknown): string {
  const message = thrown instanceof StoreError ? thrown.message : 'The page cannot be made.';
  console.error(message);
  return message;
}
