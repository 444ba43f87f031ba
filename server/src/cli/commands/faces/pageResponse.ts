import { StoreError } from '../../../store/storage/StoreError.js';
import { errorFoot } from './facesPage.js';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/**
 * Serves the page, and refuses any other `Host` than that of `origin` with 421, against DNS rebinding. If the store fails,
 * the error is printed on stderr, and the answer is a 503; after the first part was sent, the page ends with the error.
 */
export async function pageResponse(
  request: Request,
  origin: string,
  makePage: () => AsyncGenerator<string, number>,
): Promise<Response> {
  const { host, pathname, port } = new URL(request.url);
  const isOurs = host === new URL(origin).host || host === `localhost:${port}`;
  if (!isOurs)
    return new Response(
      'This page is not served under this host name. Open the address that the command printed.',
      { status: 421 },
    );
  if (pathname !== '/') return new Response('Not found. The page is at /.', { status: 404 });
  if (request.method === 'HEAD') return new Response(null, { headers: HEADERS });
  if (request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  const page = makePage();
  let first: IteratorResult<string, number>;
  try {
    first = await page.next();
  } catch (thrown) {
    const message = reportFailure(thrown);
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
        controller.enqueue(encoder.encode(errorFoot(reportFailure(thrown))));
        controller.close();
      }
    },
    async cancel() {
      await page.return(0);
    },
  });
  return new Response(body, { headers: HEADERS });
}

/** Prints the error on stderr and returns the text for the page. Messages of unknown errors are not shown. */
function reportFailure(thrown: unknown): string {
  const message =
    thrown instanceof StoreError
      ? thrown.message
      : 'The page cannot be created because of an unexpected error.';
  console.error(message);
  return message;
}
