import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPictureGateway } from 'chat-avatar-server';
import type { Storage } from 'unstorage';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { startRedis } from '../../../test/support/redis.js';
import { startS3 } from '../../../test/support/s3.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import {
  chatIdOf,
  clientOf,
  type HandMadeWawp,
  people,
  startHandMadeWawp,
} from '../enricher/enricher.fixture.js';
import { runCli } from './runCli.js';

const DAY = 24 * 60 * 60 * 1000;
const JOHN = chatIdOf(0);

interface Place {
  location: string;
  environment?: Record<string, string>;
  close(): Promise<void>;
}

const PLACES: [string, () => Promise<Place>][] = [
  [
    'a folder',
    async () => {
      const location = await mkdtemp(join(tmpdir(), 'pinned-face-'));
      return { location, close: () => rm(location, { recursive: true }) };
    },
  ],
  [
    'S3',
    async () => {
      const { bucket, environment, stop } = await startS3();
      return { location: `s3://${bucket}/faces`, environment, close: stop };
    },
  ],
  [
    'Redis',
    async () => {
      const { url, stop } = await startRedis();
      return { location: `${url}?prefix=faces:111`, close: stop };
    },
  ],
];

let place: string;
let wawp: HandMadeWawp;
let isHidden: boolean;
const closing: (() => Promise<void>)[] = [];

async function open(makePlace: () => Promise<Place>) {
  const { location, environment = {}, close } = await makePlace();
  closing.push(close);
  place = location;
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
}

/** Opens the store of the command line. */
async function storageOf(): Promise<Storage> {
  const { storage, close } = await openStorage(place);
  // Close the client before its server, or it would reconnect forever.
  closing.unshift(close);
  return storage;
}

beforeEach(async () => {
  isHidden = false;
  const photo = await photograph(64);
  wawp = await startHandMadeWawp({
    chats: people(1),
    image: () => photo,
    picture: () => (isHidden ? { body: { url: null, restricted: true } } : undefined),
  });
  vi.stubEnv('WAWP_INSTANCE_ID', '123456789012');
  vi.stubEnv('WAWP_ACCESS_TOKEN', 'a-secret-token-of-the-test');
  vi.stubEnv('WAWP_BASE_URL', wawp.origin);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await wawp.close();
  for (const close of closing.splice(0)) await close();
});

async function enrich() {
  const local = ['--image-host', '127.0.0.1', '--dangerously-allow-private-addresses'];
  const { code, stdout } = await runCli('enrich', '--json', '--store', place, ...local).ended;
  expect(code).toBe(0);
  return JSON.parse(stdout).counts;
}

/** Shifts all times of the record back by a day. */
async function ageByADay() {
  const storage = await storageOf();
  const key = `chats:${JOHN}`;
  const record = await storage.getItem<Record<string, unknown>>(key);
  const aged = Object.entries(record ?? {}).map(([name, value]) =>
    typeof value === 'number' && value > DAY ? [name, value - DAY] : [name, value],
  );
  await storage.setItem(key, JSON.stringify(Object.fromEntries(aged)));
}

it.each(PLACES)(
  'a pinned picture on %s is served after its owner hid it and Wawp went down, until it is forgotten',
  async (_, makePlace) => {
    await open(makePlace);
    expect(await enrich()).toMatchObject({ stored: 1 });
    await ageByADay();
    isHidden = true;
    expect(await enrich()).toMatchObject({ kept: 1 });

    const storage = await storageOf();
    const gateway = createPictureGateway({ source: clientOf(wawp.origin), storage, authorize: () => true });
    const ask = (path: string) => gateway.fetch(new Request(new URL(path, 'https://inbox.example.com')));
    const look = async () => (await (await ask(`/pictures?chatId=${JOHN}`)).json()).pictures[0].picture;
    const hidden = await look();
    expect(hidden).toMatchObject({ status: 'available', hiddenSince: expect.any(Number) });
    expect(hidden.asOf).toBeLessThan(hidden.hiddenSince);
    expect(hidden).not.toHaveProperty('stale');
    expect((await ask(hidden.url)).status).toBe(200);

    await wawp.close();
    await ageByADay();
    const old = await look();
    expect(old).toMatchObject({ status: 'available', stale: true, hiddenSince: expect.any(Number) });
    expect((await ask(old.url)).status).toBe(200);

    expect((await runCli('forget', JOHN, '--store', place).ended).code).toBe(0);
    const after = await ask(`/pictures?chatId=${JOHN}`);
    expect((await after.json()).pictures[0]).not.toHaveProperty('picture');
  },
);
