import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { ImageServers } from './imageServers.js';

const CONNECTIONS = 16;
const ROUNDS = 20;
const ROUND_MS = 400;
const AIM = 0.7;

/**
 * An image that is in the gateway's memory, beside a bare `node:http` server that sends the same bytes: requests per
 * second of each, measured in turns, and the ratio of their medians. Resolves to the exit code: 1 below the aim.
 */
export async function gatewayImages(): Promise<number> {
  const child = fork(join(import.meta.dirname, 'imageServers.js'));
  try {
    const [servers] = (await once(child, 'message')) as [ImageServers];
    await measure(servers.bare);
    await measure(servers.gateway);
    const bare: number[] = [];
    const gateway: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // Each goes first in every other round, so that a machine that slows down slows both.
      const turns = [
        () => measure(servers.bare).then(add(bare)),
        () => measure(servers.gateway).then(add(gateway)),
      ];
      if (round % 2 === 1) turns.reverse();
      for (const turn of turns) await turn();
    }
    const ratio = median(gateway) / median(bare);
    console.log(`bare node:http   ${median(bare).toFixed(0)} requests/s`);
    console.log(`gateway          ${median(gateway).toFixed(0)} requests/s`);
    console.log(`ratio            ${ratio.toFixed(2)} (aim: ${AIM} or more)`);
    return ratio >= AIM ? 0 : 1;
  } finally {
    child.kill();
  }
}

/** Requests per second. The client is as little as can be, so that the server is what is measured. */
async function measure({ port, path }: { port: number; path: string }): Promise<number> {
  const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: image/webp\r\n\r\n`;
  const size = await responseSize(port, request);
  let answered = 0;
  const startedAt = performance.now();
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(port)));
  for (const socket of sockets) {
    let received = 0;
    socket.on('data', (chunk) => {
      received += chunk.byteLength;
      if (received < size) return;
      received -= size;
      answered += 1;
      socket.write(request);
    });
    socket.write(request);
  }
  await new Promise((resolve) => setTimeout(resolve, ROUND_MS));
  for (const socket of sockets) socket.destroy();
  return (answered / (performance.now() - startedAt)) * 1000;
}

/** Of headers and body together: the same for every answer. */
async function responseSize(port: number, request: string): Promise<number> {
  const socket = await open(port);
  socket.write(request);
  let received = Buffer.alloc(0);
  for (;;) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    received = Buffer.concat([received, chunk]);
    const body = received.indexOf('\r\n\r\n') + 4;
    const length = Number(/content-length: (\d+)/i.exec(received.toString('latin1', 0, body))?.[1]);
    if (!received.subarray(0, 12).equals(Buffer.from('HTTP/1.1 200'))) throw new Error('The server failed.');
    if (received.byteLength < body + length) continue;
    socket.destroy();
    return body + length;
  }
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

const add = (values: number[]) => (value: number) => values.push(value);

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
