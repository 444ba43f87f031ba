import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Target {
  url: string;
  headers?: Record<string, string>;
}

export interface Load {
  answered: number;
  /** The latency that one request in a hundred exceeds, in ms. */
  p99Ms: number;
}

/** A server on a busy machine gets more time, up to ten times as much, to answer this often. */
const FEWEST_ANSWERS = 200;

/**
 * Sends the same request over so many connections, each with one request at a time, for so many ms. The client does as little
 * as possible: it counts bytes, because every answer has the same size.
 */
export async function generateLoad(target: Target, connections: number, ms: number): Promise<Load> {
  const { hostname, port, request } = prepare(target);
  const size = await responseSize(hostname, port, request);
  const latencies: number[] = [];
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(hostname, port)));
  for (const socket of sockets) {
    let received = 0;
    let sentAt = performance.now();
    socket.on('data', (chunk) => {
      received += chunk.byteLength;
      if (received < size) return;
      received -= size;
      const now = performance.now();
      latencies.push(now - sentAt);
      sentAt = now;
      socket.write(request);
    });
    socket.write(request);
  }
  for (let slice = 0; slice < 10 && (slice === 0 || latencies.length < FEWEST_ANSWERS); slice += 1) {
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
  for (const socket of sockets) socket.destroy();
  latencies.sort((a, b) => a - b);
  return { answered: latencies.length, p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN };
}

function prepare({ url, headers = {} }: Target) {
  const { hostname, port, pathname, search, host } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = `GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`;
  return { hostname, port: Number(port), request };
}

/** Of headers and body together. */
async function responseSize(hostname: string, port: number, request: string): Promise<number> {
  const socket = await open(hostname, port);
  socket.write(request);
  let received = Buffer.alloc(0);
  for (;;) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    received = Buffer.concat([received, chunk]);
    const size = sizeOf(received);
    if (size === undefined || received.byteLength < size) continue;
    socket.destroy();
    return size;
  }
}

function sizeOf(received: Buffer): number | undefined {
  const text = received.toString('latin1');
  const body = text.indexOf('\r\n\r\n') + 4;
  if (body < 4) return undefined;
  const head = text.slice(0, body);
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(`The server answered ${head.slice(0, 40)}`);
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return body + Number(length);
  return text.endsWith('\r\n0\r\n\r\n') ? text.length : undefined;
}

async function open(hostname: string, port: number): Promise<Socket> {
  const socket = connect(port, hostname);
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}
