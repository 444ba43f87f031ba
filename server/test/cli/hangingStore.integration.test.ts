import { execFileSync } from 'node:child_process';
import { constants, mkdirSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { startRedis } from '../../../test/support/redis.js';
import { LOCAL, prepareServe, started } from './serve.fixture.js';

const ends: (() => unknown)[] = [];

// Before the fixture, so that it runs last: the processes have ended then.
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const fixture = prepareServe();

interface HangingStore {
  place: string;
  environment?: Record<string, string>;
  /** From now on, no call of the store returns. */
  hang(): void;
  /** Whether a check of the store has begun since then. */
  isChecking(): Promise<boolean>;
}

/** Redis stopped by SIGSTOP, behind a proxy that sees what is sent to it. */
async function stoppedRedis(): Promise<HangingStore> {
  const redis = await startRedis();
  ends.push(() => redis.stop());
  let isHanging = false;
  let isAsked = false;
  const proxy = createServer((client) => {
    const server = connect(redis.port, '127.0.0.1');
    client.on('data', (bytes) => {
      if (isHanging && bytes.includes('settings:ping')) isAsked = true;
    });
    client.pipe(server).pipe(client);
    for (const socket of [client, server]) socket.on('error', () => undefined);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  ends.push(() => proxy.close());
  return {
    place: `redis://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    hang() {
      redis.hang();
      isHanging = true;
    },
    isChecking: async () => isAsked,
  };
}

/** A folder in which the file that the check reads is a pipe: opening it waits for a writer, as with a network mount whose server is away. */
async function folderWithPipe(): Promise<HangingStore> {
  const folder = await mkdtemp(join(tmpdir(), 'hanging-store-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const pipe = join(folder, 'settings/ping');
  return {
    place: folder,
    environment: {
      NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'blockingOpen.fixture.js')).href}`,
    },
    hang() {
      mkdirSync(dirname(pipe), { recursive: true });
      execFileSync('mkfifo', [pipe]);
    },
    async isChecking() {
      // Succeeds if the pipe has a reader. That one call then returns.
      const writer = await open(pipe, constants.O_WRONLY | constants.O_NONBLOCK).catch(() => undefined);
      await writer?.close();
      return writer !== undefined;
    },
  };
}

it.each([
  ['a Redis that is stopped', stoppedRedis],
  ['a pipe in a folder', folderWithPipe],
])(
  '/readyz answers from the last known state, and starts a check that it does not wait for: %s',
  async (_, start) => {
    const { place, environment, hang, isChecking } = await start();
    const origin = await started(
      fixture.run({ ...fixture.account(), ...environment }, '--store', place, ...LOCAL),
    );
    const readiness = async () => {
      const response = await fetch(`${origin}/readyz`);
      return [response.status, await response.json()];
    };
    hang();
    // The first probe after the last result has expired begins the check. Had it waited for the check, it would know that the store is down.
    let answer: unknown;
    do answer = await readiness();
    while (!(await isChecking()));
    expect(answer).toEqual([200, { status: 'ready', store: 'ok' }]);
    await expect.poll(readiness).toEqual([200, { status: 'ready', store: 'down' }]);
  },
);
