/**
 * The response with the headers that every answer of the gateway has: no cache stores it (unless it says so itself, as images
 * do), and no browser guesses its type.
 */
export function withDefaultHeaders(response: Response): Response {
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
  response.headers.set('x-content-type-options', 'nosniff');
  return response;
}
