import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { createWawpEmulator, type WawpEmulator } from 'chat-avatar/testing';
import { photograph } from '../../../test/support/photographs.js';
import { chatIdOf } from '../../processes/support/chatIdOf.js';

/** So large that many kills meet a write. */
const PADDING = Buffer.alloc(60_000, 7);

/** Answers take up to 100 ms, so that the writes of a round are not all at the same moment. */
const LATENCY_MS = 100;

export interface KillWawp {
  /** The address of an account with the chats of this round. */
  accountOf(round: number): string;
  /** How often a picture was asked for in this round. */
  requestsOf(round: number): number;
  /** How many requests of all kinds have come, downloads included. */
  received(): number;
}

/** The chat ids of a round, which no other round has. */
export const chatsOf = (round: number, count: number) =>
  Array.from({ length: count }, (_, index) => chatIdOf(round * count + index));

/** One emulator for each round, all behind one port. Every chat has a picture of its own. */
export async function startKillWawp(chatsPerRound: number): Promise<KillWawp> {
  const photo = await photograph(320, 1, 3);
  const emulators = new Map<number, WawpEmulator>();
  const draw = async ({ seed, version }: { seed: number; version: number }) =>
    new Uint8Array(Buffer.concat([photo, PADDING, Buffer.from(`${seed}/${version}`)]));
  const emulatorOf = (round: number) => {
    const known = emulators.get(round);
    if (known) return known;
    const chats = chatsOf(round, chatsPerRound).map((id, index) => ({
      id,
      name: `Person ${index}`,
      lastMessage: { body: 'Hello', timestamp: Date.now() - index * 1000 },
    }));
    const emulator = createWawpEmulator({ chats, draw, unknownChats: 'picture' });
    emulators.set(round, emulator);
    return emulator;
  };
  let received = 0;
  const answer = getRequestListener(async (request) => {
    received += 1;
    const url = new URL(request.url);
    await delay(Math.random() * LATENCY_MS);
    const [, round = '0', path = url.pathname] = /^\/round-(\d+)(\/.*)$/.exec(url.pathname) ?? [];
    return emulatorOf(Number(round)).fetch(new URL(path + url.search, url.origin), {
      headers: request.headers,
    });
  });
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    accountOf: (round) => `${origin}/round-${round}`,
    requestsOf: (round) => emulatorOf(round).requestCount(),
    received: () => received,
  };
}
