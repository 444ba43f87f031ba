import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { LRUCache } from 'lru-cache';
import { isHost } from '../../lib/isHost.js';
import { bytesOf } from './bytesResponse.js';
import type { Handler } from './Handler.js';
import { isAmbiguous, NO_HOST } from './isAmbiguous.js';
import { PlainAnswer, type PlainRequest } from './PlainAnswer.js';
import { invalidRequest, refuseBrokenRequest } from './refuseBrokenRequest.js';

/** A server has a few names. Others in `Host` are tests of attackers. */
const MAX_HOSTS = 100;

/** A native `Response`, as `clone` returns it: the adapter would send a `Response` of its own class again. */
const ALREADY_SENT = RESPONSE_ALREADY_SENT.clone();

export interface NodeListenerOptions {
  /**
   * Replaces the globals `Request` and `Response` by classes that cost less here. For a process that belongs to this package.
   * @default false
   */
  overrideGlobalObjects?: boolean;
}

/** Adapts a handler to node:http. Reads the handler for each request. */
export function nodeListener(
  handler: () => Handler,
  { overrideGlobalObjects = false }: NodeListenerOptions = {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  /** The values of `Host` that the adapter below has accepted. */
  const hosts = new LRUCache<string, true>({ max: MAX_HOSTS });

  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      const { host } = incoming.headers;
      if (host !== undefined && !hosts.has(host)) hosts.set(host, true);
      const response =
        (await handler().recent(plain(incoming as IncomingMessage), request)) ??
        (await handler().respond(request));
      if (response instanceof PlainAnswer) {
        (outgoing as ServerResponse).writeHead(response.status, response.headers).end(response.body);
        return ALREADY_SENT;
      }
      const bytes = bytesOf(response);
      if (bytes === undefined) return response;
      (outgoing as ServerResponse)
        .writeHead(response.status, Object.fromEntries(response.headers))
        .end(bytes);
      return ALREADY_SENT;
    },
    { errorHandler: refuseBrokenRequest, overrideGlobalObjects, hostname: NO_HOST },
  );

  const refuse = getRequestListener(invalidRequest, { errorHandler: invalidRequest, overrideGlobalObjects });

  return (incoming, outgoing) => {
    const { host } = incoming.headers;
    const isKnown = host !== undefined && hosts.has(host);
    // The adapter takes 256.1.1.1, with which `new URL(request.url)` throws, in `authorize` as everywhere; and 127.1/abc, another path.
    if (isAmbiguous(incoming) || (host !== undefined && !isKnown && !isHost(host))) {
      void refuse(incoming, outgoing);
      return;
    }
    const answer = isKnown && handler().answer(plain(incoming));
    if (answer) outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    else void listener(incoming, outgoing);
  };
}

function plain(incoming: IncomingMessage): PlainRequest {
  const { method = 'GET', url = '/' } = incoming;
  return {
    method,
    target: url,
    header(name) {
      const value = incoming.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}
