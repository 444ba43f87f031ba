/** Of every response that sets no others. */
export const DEFAULT_HEADERS = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' };

/** Default headers: `Cache-Control: private, no-store` unless the route has set one, and `nosniff`. */
export function withDefaultHeaders(response: Response): Response {
  if (!response.headers.has('cache-control')) {
    response.headers.set('cache-control', DEFAULT_HEADERS['cache-control']);
  }
  response.headers.set('x-content-type-options', DEFAULT_HEADERS['x-content-type-options']);
  return response;
}
