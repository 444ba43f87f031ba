/** Default headers: `Cache-Control: private, no-store` unless the route has set one, and `nosniff`. */
export function withDefaultHeaders(response: Response): Response {
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
  response.headers.set('x-content-type-options', 'nosniff');
  return response;
}
