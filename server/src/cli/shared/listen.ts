import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { refuseBrokenRequest } from '../../gateway/refuseBrokenRequest.js';
import { CliError } from './CliError.js';
import { answerClientError } from './httpErrors.js';

/** Who asks for far too much in one URL is told so by the gateway, and not by a bare 431 of Node. */
const MAX_HEADER_BYTES = 128 * 1024;

export interface ListenOptions {
  host: string;
  port: number;
  /** Made once the address is known, since URLs in the answers may have to name it. */
  makeFetch: (origin: string) => (request: Request) => Promise<Response>;
}

export interface Listening {
  /** Where this machine reaches it: `http://127.0.0.1:4010`. */
  origin: string;
  /** Takes no more connections, lets answers be sent to their last byte, and after `graceMs` (500) ends what is left. */
  close(graceMs?: number): Promise<void>;
}

/** Serves a fetch handler over HTTP. @throws {CliError} when the address cannot be had. */
export async function listen({ host, port, makeFetch }: ListenOptions): Promise<Listening> {
  let answer: ((request: Request) => Promise<Response>) | undefined;
  const listener = getRequestListener(
    (request) => answer?.(request) ?? new Response('Not ready yet', { status: 503 }),
    { errorHandler: refuseBrokenRequest },
  );
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, listener);
  server.on('clientError', (error, socket) => void answerClientError(error, socket as Socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  const origin = `http://${reachable(host)}:${actual}`;
  answer = makeFetch(origin);
  return {
    origin,
    close: (graceMs = 500) =>
      new Promise((resolve) => {
        // Idle connections would keep the process for as long as a browser keeps its tab; busy ones become idle.
        const sweep = setInterval(() => server.closeIdleConnections(), 20);
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearInterval(sweep);
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** All addresses are listened on, but one cannot be dialled at "all of them". */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): CliError {
  switch (error.code) {
    case 'EADDRINUSE':
      return new CliError(
        `Port ${port} on ${host} is in use. Stop what uses it, or choose another with --port (0 finds a free one).`,
      );
    case 'EACCES':
      return new CliError(
        `Port ${port} needs rights that this user lacks. Choose one above 1023 with --port.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new CliError(
        `${host} is not an address of this machine. Use --host 127.0.0.1, or 0.0.0.0 for all of them.`,
      );
    default:
      return new CliError(
        `Cannot listen on ${host}:${port} (${error.code ?? error.message}). Try another --host or --port.`,
      );
  }
}
