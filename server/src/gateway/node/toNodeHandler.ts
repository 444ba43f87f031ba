import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PictureGateway } from '../PictureGatewayOptions.js';
import { handlerOf } from './Handler.js';
import { nodeListener } from './nodeListener.js';

/** The fields that Express and its body parsers add to a request. */
interface ExpressRequest extends IncomingMessage {
  originalUrl?: unknown;
  body?: unknown;
  rawBody?: unknown;
}

/**
 * Adapts a gateway to `node:http` and Express. Mount it under the gateway's `basePath`, before or after a body parser such as
 * `express.json()`.
 *
 * @example
 * app.use('/api/chat-pictures', toNodeHandler(gateway));
 *
 * @throws {TypeError} without a gateway.
 */
export function toNodeHandler(
  gateway: PictureGateway,
): (request: IncomingMessage, response: ServerResponse) => void {
  if (typeof gateway?.fetch !== 'function') {
    throw new TypeError('toNodeHandler takes a gateway: toNodeHandler(createPictureGateway({ … })).');
  }
  const listener = nodeListener(() => handlerOf(gateway));
  return (request, response) => {
    restoreUrl(request);
    restoreBody(request);
    listener(request, response);
  };
}

/** Express removes the mount path from `url`, but the gateway compares the whole path with its `basePath`. */
function restoreUrl(request: ExpressRequest): void {
  if (typeof request.originalUrl === 'string') request.url = request.originalUrl;
}

/** A body parser has consumed the stream. Its result replaces the stream, serialised again. */
function restoreBody(request: ExpressRequest): void {
  const { body, rawBody } = request;
  if (!request.readableDidRead || body === undefined || Buffer.isBuffer(rawBody)) return;
  if (Buffer.isBuffer(body)) request.rawBody = body;
  else request.rawBody = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
