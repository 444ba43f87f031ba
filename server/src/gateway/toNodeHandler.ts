import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { PictureGateway } from './PictureGatewayOptions.js';
import { refuseBrokenRequest } from './refuseBrokenRequest.js';

/** What Express and its body parsers add to a request. */
interface ExpressRequest extends IncomingMessage {
  originalUrl?: unknown;
  body?: unknown;
  rawBody?: unknown;
}

/**
 * A gateway as a handler for `node:http` and Express. Mount it under the gateway's `basePath`. It may stand before or after a
 * body parser such as `express.json()`.
 *
 * @example
 * app.use('/api/chat-pictures', toNodeHandler(gateway));
 */
export function toNodeHandler(
  gateway: PictureGateway,
): (request: IncomingMessage, response: ServerResponse) => void {
  const listener = getRequestListener((request) => gateway.fetch(request), {
    errorHandler: refuseBrokenRequest,
    // An application keeps its own `Request` and `Response`.
    overrideGlobalObjects: false,
  });
  return (request, response) => {
    restoreUrl(request);
    restoreBody(request);
    void listener(request, response);
  };
}

/** Express cuts the path that a handler is mounted at off `url`. The gateway compares the whole path with its `basePath`. */
function restoreUrl(request: ExpressRequest): void {
  if (typeof request.originalUrl === 'string') request.url = request.originalUrl;
}

/** A body parser has read the stream to its end. The parsed body takes the stream's place, as text again. */
function restoreBody(request: ExpressRequest): void {
  const { body, rawBody } = request;
  if (!request.readableDidRead || body === undefined || Buffer.isBuffer(rawBody)) return;
  if (Buffer.isBuffer(body)) request.rawBody = body;
  else request.rawBody = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
