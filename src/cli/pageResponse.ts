const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** The page, for whoever asks for it on this machine by its address: a foreign name that leads here is refused (DNS rebinding). */
export function pageResponse(
  request: Request,
  origin: string,
  makePage: () => AsyncGenerator<string, number>,
): Response {
  const { host, pathname, port } = new URL(request.url);
  const isOurs = host === new URL(origin).host || host === `localhost:${port}`;
  if (!isOurs) return new Response('This page is at another address.', { status: 421 });
  if (pathname !== '/') return new Response('There is nothing here.', { status: 404 });
  if (request.method === 'HEAD') return new Response(null, { headers: HEADERS });
  if (request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  const page = makePage();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await page.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await page.return(0);
    },
  });
  return new Response(body, { headers: HEADERS });
}
