import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { fetchHandler, handlerOf } from '../../../gateway/node/Handler.js';
import { nodeListener } from '../../../gateway/node/nodeListener.js';
import { preciseUptime } from '../../../lib/machineClock.js';
import { CliError } from '../CliError.js';
import { answerClientError } from './httpErrors.js';

/** Larger than Node's 16 KiB, so that the gateway answers a URL with too many ids with a problem document, not Node with a bare 431. */
const MAX_HEADER_BYTES = 128 * 1024;

/** A client that has just connected may be about to send its request. In ms. */
const SILENT_MS = 1_000;

/** Most clients whose connection was closed with its answer connect again within this time, in ms. */
const QUIET_MS = 100;

/** Clients that open connections without end do not prevent the close. In ms. */
const MAX_ACCEPTING_MS = 4_000;

export interface ListenOptions {
  host: string;
  port: number;
  /** How long an idle connection stays open, in ms. Node's 5 s by default. */
  keepAliveMs?: number;
  /** Called once the address is known, because URLs in the responses may contain it. */
  makeFetch: (origin: string) => (request: Request) => Promise<Response>;
  /** The options of the command that name the address, for its errors. */
  options?: AddressOptions;
}

interface AddressOptions {
  host: string;
  port: string;
}

export interface Listening {
  /** The address for clients on this machine, such as `http://127.0.0.1:4010`. */
  origin: string;
  /** Accepts no more connections and lets open responses finish; after `graceMs` (default 500) it closes the rest. */
  close(graceMs?: number): Promise<void>;
}

/** Serves a fetch handler over HTTP. @throws {CliError} if it cannot listen on the address. */
export async function listen({
  host,
  port,
  keepAliveMs = 5_000,
  makeFetch,
  options = { host: '--host', port: '--port' },
}: ListenOptions): Promise<Listening> {
  let handler = fetchHandler(async () => new Response('Not ready yet', { status: 503 }));
  const listener = nodeListener(() => handler, { overrideGlobalObjects: true });
  /** Settles immediately before the listener closes. */
  let accepting: Promise<void> | undefined;
  const server = createServer(
    // The listener itself refuses a request without a host, with a problem document.
    { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: keepAliveMs, requireHostHeader: false },
    (incoming, outgoing) => {
      if (accepting === undefined) listener(incoming, outgoing);
      else void accepting.then(() => listener(incoming, outgoing));
    },
  );
  const closeSilent = watchSilentConnections(server);
  server.on('clientError', (error, socket) => void answerClientError(error, socket as Socket));
  server.on('connect', (_request, socket) => void answerClientError(new Error('CONNECT'), socket as Socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(toCliError(error, { host, port, options })),
    );
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  const origin = `http://${toClientHost(host)}:${actual}`;
  handler = handlerOf({ fetch: makeFetch(origin) });
  return {
    origin,
    close: async (graceMs = 500) => {
      const cutAt = performance.now() + graceMs;
      accepting = acceptWaiting(server);
      await accepting;
      await new Promise<void>((resolve) => {
        // Keep-alive connections of browsers would keep the process alive, so they are closed as soon as they are idle.
        const sweep = setInterval(() => {
          server.closeIdleConnections();
          closeSilent();
        }, 20);
        const cut = setTimeout(() => server.closeAllConnections(), cutAt - performance.now());
        server.close(() => {
          clearInterval(sweep);
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      });
    },
  };
}

/**
 * Accepts the connections that the system has established already: it resets them when the listener closes. Node accepts one in each turn of
 * its event loop, before its immediates run. Requests are answered afterwards: otherwise clients whose connection closes with the answer would
 * open the next one meanwhile, and the queue would never be empty.
 */
async function acceptWaiting(server: Server): Promise<void> {
  const endsAt = preciseUptime() + MAX_ACCEPTING_MS;
  let quietAt = preciseUptime() + QUIET_MS;
  let isQueued = false;
  const accepted = () => {
    isQueued = true;
    quietAt = preciseUptime() + QUIET_MS;
  };
  server.on('connection', accepted);
  do {
    isQueued = false;
    await setImmediate();
    // Not by the time alone: a busy machine may take longer for one turn.
  } while ((isQueued || preciseUptime() < quietAt) && preciseUptime() < endsAt);
  server.off('connection', accepted);
}

/**
 * Browsers open connections in advance. To Node, one that has sent nothing yet is not idle, and would keep the process until it is killed.
 * Returns a function that closes them, except those that were opened a moment ago.
 */
function watchSilentConnections(server: Server): () => void {
  const openedAt = new Map<Socket, number>();
  server.on('connection', (socket) => {
    openedAt.set(socket, performance.now());
    socket.once('close', () => openedAt.delete(socket));
  });
  return () => {
    for (const [socket, since] of openedAt) {
      if (socket.bytesRead === 0 && performance.now() - since > SILENT_MS) socket.destroy();
    }
  };
}

/** A host that clients can connect to: loopback for the wildcard addresses. */
function toClientHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function toCliError(
  error: NodeJS.ErrnoException,
  { host, port, options }: Pick<ListenOptions, 'host' | 'port'> & { options: AddressOptions },
): CliError {
  switch (error.code) {
    case 'EADDRINUSE':
      return new CliError(
        `Port ${port} on ${host} is in use. Stop the program that uses it, or choose another port with ${options.port} (0 chooses a free one).`,
      );
    case 'EACCES':
      return new CliError(
        `This user has no permission to listen on port ${port}. Choose a port above 1023 with ${options.port}.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new CliError(
        `${host} is not an address of this machine. Use ${options.host} 127.0.0.1, or 0.0.0.0 for all addresses.`,
      );
    default:
      return new CliError(
        `Cannot listen on ${host}:${port} (${error.code ?? error.message}). Try another ${options.host} or ${options.port}.`,
      );
  }
}
