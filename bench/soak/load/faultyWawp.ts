import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createWawpEmulator, type EmulatorScenario } from 'chat-avatar/testing';
import { photograph } from '../../../test/support/photographs.js';
import { chatIdOf } from '../../processes/support/chatIdOf.js';

/** Chats of each scenario, per 100; the rest has a picture. */
const SCENARIOS: readonly (readonly [EmulatorScenario, number])[] = [
  ['none', 6],
  ['hidden', 3],
  ['restricted', 3],
  ['not-authorized', 1],
  ['changes-on-refresh', 2],
  ['rate-limited', 1],
  ['preview', 1],
  ['base64', 1],
  ['slow', 1],
  ['expired-url', 1],
  ['broken-image', 1],
  ['html-image', 1],
  ['slow-image', 1],
  ['svg-base64', 1],
  ['unknown-json', 1],
  ['html', 1],
  ['retry-after', 1],
  ['rate-overlimit', 1],
  ['server-error', 1],
  ['bad-gateway', 1],
  ['gateway-timeout', 1],
];

const PHOTOS = 50;

/** Faults of the network, per 1,000 requests. */
const NETWORK = { reset: 5, cut: 10, hang: 2, markup: 5, huge: 2, drip: 2 };

export type WawpOutage = 'none' | 'errors' | 'resets';

/** An emulator with 20,000 chats behind a network with faults. */
export async function startFaultyWawp(count: number, accessToken: string) {
  const photos = await Promise.all(Array.from({ length: PHOTOS }, (_, seed) => photograph(320, seed + 1, 3)));
  const chats = Array.from({ length: count }, (_, index) => ({
    id: chatIdOf(index),
    name: `Person ${index}`,
    scenario: scenarioOf(index),
    lastMessage: { body: 'Hello', timestamp: Date.now() - index * 1000 },
  }));
  const emulator = createWawpEmulator({
    chats,
    accessToken,
    slowMs: 2000,
    // Decoders ignore bytes after the end of a JPEG: they make each picture one of its own.
    draw: async ({ seed, version }) =>
      new Uint8Array(
        Buffer.concat([photos[seed % PHOTOS] ?? Buffer.alloc(0), Buffer.from(`${seed}/${version}`)]),
      ),
  });
  const faults: Record<string, number> = {};
  let outage: WawpOutage = 'none';
  const answer = getRequestListener((request) => emulator.fetch(request));
  const server = createServer((request, response) => {
    const fault = outage === 'none' ? chooseFault() : outage;
    if (fault === undefined) return void answer(request, response);
    faults[fault] = (faults[fault] ?? 0) + 1;
    return void fail(fault, request, response, (url) => emulator.fetch(url)).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    emulator,
    faults,
    setOutage(next: WawpOutage) {
      outage = next;
    },
  };
}

function scenarioOf(index: number): EmulatorScenario {
  let left = (index * 37) % 100;
  for (const [scenario, share] of SCENARIOS) {
    left -= share;
    if (left < 0) return scenario;
  }
  return 'picture';
}

function chooseFault(): string | undefined {
  let dice = Math.random() * 1000;
  for (const [fault, share] of Object.entries(NETWORK)) {
    dice -= share;
    if (dice < 0) return fault;
  }
  return undefined;
}

async function fail(
  fault: string,
  request: IncomingMessage,
  response: ServerResponse,
  ask: (url: string) => Promise<Response>,
): Promise<void> {
  switch (fault) {
    case 'reset':
    case 'resets':
      request.socket.resetAndDestroy();
      return;
    case 'errors':
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>');
      return;
    case 'markup':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<'.repeat(200_000));
      return;
    case 'huge':
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': String(2 ** 30) });
      response.write(Buffer.alloc(64_000));
      return;
    case 'drip': {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 500);
      response.once('close', () => clearInterval(timer));
      return;
    }
    case 'cut': {
      const whole = Buffer.from(
        await (await ask(`http://${request.headers.host}${request.url}`)).arrayBuffer(),
      );
      response.writeHead(200, { 'content-length': whole.byteLength + 1 });
      response.write(whole.subarray(0, Math.floor(whole.byteLength / 2)), () => response.destroy());
      return;
    }
    // `hang`: no answer until the client leaves.
  }
}
