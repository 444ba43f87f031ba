/** One way in which an HTTP server fails. Reads the signal as `fetch` does. */
export interface HttpFault {
  name: string;
  answer(signal: AbortSignal | null | undefined): Promise<Response>;
}

const connection = (code: string) => async () => {
  throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) });
};

/** Rejects with the signal's reason, as `fetch` does, and never before. */
const silence = (signal: AbortSignal | null | undefined) =>
  new Promise<never>((_, reject) => {
    const abort = () => reject(signal?.reason);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });

const text =
  (status: number, body: string, type: string, headers: Record<string, string> = {}) =>
  async () =>
    new Response(body, { status, headers: { 'content-type': type, ...headers } });

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  text(status, JSON.stringify(body), 'application/json', headers);

const wawp = (status: number, message: string, headers?: Record<string, string>) =>
  json(status, { statusCode: status, message }, headers);

/** The body starts and never ends: the connection breaks, or one byte comes every four seconds. */
const body =
  (kind: 'reset' | 'drip', start: string, type: string) => async (signal: AbortSignal | null | undefined) => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(start));
        if (kind === 'reset') {
          setTimeout(
            () =>
              controller.error(Object.assign(new TypeError('terminated'), { cause: { code: 'ECONNRESET' } })),
            10,
          );
          return;
        }
        timer = setInterval(() => controller.enqueue(new Uint8Array([32])), 4000);
        signal?.addEventListener('abort', () => {
          clearInterval(timer);
          controller.error(signal.reason);
        });
      },
      cancel: () => clearInterval(timer),
    });
    return new Response(stream, { headers: { 'content-type': type } });
  };

/** Faults of the network, of any server. */
const networkFaults = (start: string, type: string): HttpFault[] => [
  { name: 'connection refused', answer: connection('ECONNREFUSED') },
  { name: 'name not found (DNS)', answer: connection('ENOTFOUND') },
  { name: 'no answer', answer: silence },
  { name: 'reset in the middle of the body', answer: body('reset', start, type) },
  { name: 'one byte every 4 s', answer: body('drip', start, type) },
];

/** Answers of Wawp, or of a proxy in front of it, that are no answer. */
export const wawpFaults: HttpFault[] = [
  ...networkFaults('{"url":"https://pps.what', 'application/json'),
  { name: '400 bad request', answer: wawp(400, 'Bad Request') },
  { name: '401 wrong token', answer: wawp(401, 'Unauthorized: invalid access token') },
  { name: '403 quota', answer: wawp(403, 'Forbidden - Quota or Limit Reached') },
  { name: '404 instance', answer: wawp(404, 'Instance not found') },
  {
    name: '422 session stopped',
    answer: json(422, {
      error: 'Session status is not as expected',
      status: 'STOPPED',
      expected: ['WORKING'],
    }),
  },
  { name: '429', answer: wawp(429, 'Too Many Requests') },
  { name: '429, Retry-After: 30', answer: wawp(429, 'Too Many Requests', { 'retry-after': '30' }) },
  { name: '500', answer: wawp(500, 'Internal Server Error') },
  {
    name: '500 of WhatsApp’s rate limit',
    answer: json(500, { exception: { message: 'rate-overlimit', data: 429 } }),
  },
  { name: '502 in HTML', answer: text(502, '<h1>502 Bad Gateway</h1>', 'text/html') },
  {
    name: '503, Retry-After: 30',
    answer: text(503, 'Service Unavailable', 'text/plain', { 'retry-after': '30' }),
  },
  { name: '504', answer: wawp(504, 'Gateway Timeout') },
  { name: '200 in HTML', answer: text(200, '<h1>Welcome to nginx!</h1>', 'text/html') },
  { name: '200 with broken JSON', answer: text(200, '{"url":"https://pps.wh', 'application/json') },
  { name: '200 with unknown JSON', answer: json(200, { hello: 'world' }) },
  { name: '200 with an unsafe URL', answer: json(200, { url: 'javascript:alert(1)' }) },
  { name: '200 with 8 MB', answer: text(200, `{"url":"${'a'.repeat(8_000_000)}"}`, 'application/json') },
];

/** Answers of a CDN that are no picture. */
export const cdnFaults: HttpFault[] = [
  ...networkFaults('\u0089PNG', 'image/png'),
  { name: '403 expired signature', answer: text(403, 'URL signature expired', 'text/plain') },
  { name: '404', answer: text(404, 'Not Found', 'text/plain') },
  { name: '429, Retry-After: 30', answer: text(429, 'Slow down', 'text/plain', { 'retry-after': '30' }) },
  { name: '503', answer: text(503, 'Service Unavailable', 'text/plain') },
  { name: '200 with a page', answer: text(200, '<h1>Sign in to this network</h1>', 'text/html') },
  { name: '200 with a page as image/png', answer: text(200, '<h1>Sign in</h1>', 'image/png') },
  {
    name: '200 with an SVG',
    answer: text(200, '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'),
  },
  { name: '200 without a body', answer: text(200, '', 'image/png') },
  { name: '200 with 8 MB', answer: text(200, 'a'.repeat(8_000_000), 'image/png') },
  {
    name: '302 to a private address',
    answer: text(302, '', 'text/plain', { location: 'https://10.0.0.1/a.png' }),
  },
];

const problem = (status: number, code: string, headers?: Record<string, string>) =>
  text(
    status,
    JSON.stringify({ status, code, detail: 'The gateway says why.' }),
    'application/problem+json',
    headers,
  );

/** Answers of the gateway, or of a proxy in front of it, that are no answer. */
export const gatewayFaults: HttpFault[] = [
  ...networkFaults('{"pictures":[', 'application/json'),
  {
    name: 'stream reset before its line',
    answer: networkFaults('{"chatId":', 'application/x-ndjson')[3]?.answer ?? silence,
  },
  { name: '401', answer: text(401, 'Sign in', 'text/plain') },
  { name: '403 of the gateway', answer: problem(403, 'forbidden') },
  { name: '404 in HTML', answer: text(404, '<h1>Not Found</h1>', 'text/html') },
  { name: '414', answer: text(414, '', 'text/html') },
  { name: '429, Retry-After: 30', answer: problem(429, 'rate-limited', { 'retry-after': '30' }) },
  { name: '500 of the gateway', answer: problem(500, 'internal-error') },
  { name: '502 in HTML', answer: text(502, '<h1>502 Bad Gateway</h1>', 'text/html') },
  { name: '503 store', answer: problem(503, 'store-unavailable') },
  { name: '200 with the sign-in page', answer: text(200, '<h1>Sign in</h1>', 'text/html') },
  { name: '200 with broken JSON', answer: text(200, '{"pictures":[{"chat', 'application/json') },
  { name: '200 without the chat', answer: json(200, { pictures: [] }) },
  {
    name: '200 with an unsafe URL',
    answer: json(200, {
      pictures: [
        { chatId: '201234567890@c.us', picture: { status: 'available', url: 'javascript:alert(1)' } },
      ],
    }),
  },
];
