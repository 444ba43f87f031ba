/** The error body of Wawp's OpenAPI file: `ErrorResponse { status, message, error }`. */
export function wawpError(status: number, message: string, error: string, headers?: HeadersInit): Response {
  return Response.json({ status, message, error }, { status, headers });
}

export const missingToken = () =>
  wawpError(401, 'Unauthorized - Invalid or Missing Access Token', 'Unauthorized');

export const missingParameter = (name: string) =>
  wawpError(400, `Bad Request - Missing Required Parameter(s): ${name}`, 'Bad Request');

export const invalidChatId = (name = 'chatId') =>
  wawpError(
    400,
    `Bad Request - Invalid Parameter Format: ${name} must be a full JID such as 201234567890@c.us`,
    'Bad Request',
  );

export const unknownInstance = () => wawpError(404, 'Not Found - Instance ID not found', 'Not Found');

/** The engine's answer while the session is not `WORKING`. Its body has neither a status code nor a message. */
export function sessionNotReady(status: string, session: string): Response {
  const error = 'Session status is not as expected. Try again later or restart the session';
  return Response.json({ error, session, status, expected: ['WORKING'] }, { status: 422 });
}

/** The engine's answer to an unexpected error. It echoes the whole query, credentials included. */
export function engineFailure(request: Request, exception: Record<string, unknown>, now: number): Response {
  const { pathname, searchParams } = new URL(request.url);
  const body = {
    statusCode: 500,
    timestamp: new Date(now).toISOString(),
    exception: {
      ...exception,
      stack: `${exception.name}: ${exception.message}\n    at query (socket.js:1:1)`,
    },
    request: { path: pathname, method: request.method, body: {}, query: Object.fromEntries(searchParams) },
    version: { version: '2024.12.1', engine: 'NOWEB', tier: 'PLUS' },
  };
  return Response.json(body, { status: 500 });
}

export function page(status: number, title: string): Response {
  const html = `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

export function plainText(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
