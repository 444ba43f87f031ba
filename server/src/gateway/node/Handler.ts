import { isObject } from '../../lib/isObject.js';
import type { PictureGateway } from '../PictureGatewayOptions.js';
import { fromWebRequest, type PlainAnswer, type PlainRequest, toWebResponse } from './PlainAnswer.js';

/** A fetch handler that answers frequent requests without web objects. */
export interface Handler {
  /** Answers from memory. `undefined`: call `respond`. */
  answer(request: PlainRequest): PlainAnswer | undefined;
  /** Answers known chats from memory. `web` is for `authorize` alone. `undefined`: call `respond`. Never rejects. */
  recent(request: PlainRequest, web: Request): Promise<PlainAnswer | Response | undefined>;
  /** Never rejects. */
  respond(request: Request): Promise<Response>;
}

/**
 * By `fetch` function instead of by gateway: an application that wraps `fetch`, for example to log requests, gets every request
 * through its own function.
 */
const handlers = new WeakMap<PictureGateway['fetch'], Handler>();

/** The handler as a gateway. */
export function toGateway(handler: Handler): PictureGateway {
  const fetch = async (request: Request) => {
    requireWebRequest(request);
    const answer = handler.answer(fromWebRequest(request));
    return answer ? toWebResponse(answer) : handler.respond(request);
  };
  handlers.set(fetch, handler);
  return { fetch };
}

/** A `Request` of a polyfill or of another realm is no instance of the global class. */
function requireWebRequest(request: unknown): void {
  const { url, headers, raw, req } = Object(request);
  if (typeof url === 'string' && typeof headers?.get === 'function') return;
  let hint = '';
  if (raw ?? req?.raw) hint = ' With Hono, call gateway.fetch(c.req.raw).';
  else if (isObject(headers)) hint = ' With Express and node:http, mount toNodeHandler(gateway).';
  throw new TypeError(`gateway.fetch takes a web Request.${hint}`);
}

/** The handler behind a gateway. A gateway of another kind has `fetch` only. */
export function handlerOf(gateway: PictureGateway): Handler {
  return handlers.get(gateway.fetch) ?? fetchHandler((request) => gateway.fetch(request));
}

export function fetchHandler(fetch: PictureGateway['fetch']): Handler {
  return { answer: () => undefined, recent: async () => undefined, respond: fetch };
}
