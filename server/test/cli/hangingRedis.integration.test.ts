import { setTimeout as delay } from 'node:timers/promises';
import { createGatewaySource } from 'chat-avatar';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { type RedisServer, startRedis } from '../../../test/support/redis.js';
import { people, startHandMadeWawp } from '../enricher/enricher.fixture.js';
import { runCliIn } from './runCli.js';
import { LOCAL, prepareServe, started } from './serve.fixture.js';

const HANG_MS = 8_000;

let redis: RedisServer;

beforeEach(async () => {
  redis = await startRedis();
});
// Before the fixture, so that it runs last: the processes have ended then.
afterEach(() => redis.stop());

const fixture = prepareServe();

it('enrich answers every chat although Redis hangs for 8 s in the middle of the run', async () => {
  const photo = await photograph(64);
  let resumed: Promise<void> | undefined;
  const wawp = await startHandMadeWawp({
    chats: people(60),
    image: () => photo,
    picture: () => {
      if (wawp.asked.length === 20) {
        redis.hang();
        resumed = delay(HANG_MS).then(() => redis.resume());
      }
      return undefined;
    },
  });
  const environment = {
    WAWP_INSTANCE_ID: '111',
    WAWP_ACCESS_TOKEN: 'a-secret-token-of-the-test',
    WAWP_BASE_URL: wawp.origin,
  };
  const options = ['--top', '60', '--store', redis.url, '--json', ...LOCAL];
  const startedAt = performance.now();
  const { code, stdout } = await runCliIn(environment, 'enrich', ...options).ended;
  expect(performance.now() - startedAt).toBeGreaterThan(HANG_MS);
  await resumed;
  expect(JSON.parse(stdout).counts).toMatchObject({ stored: 60, failed: 0, 'not-tried': 0 });
  expect(code).toBe(0);
  // An answer that could not be stored is kept, and its chat is not asked for again.
  expect(new Set(wawp.asked).size).toBe(60);
  expect(wawp.asked.length).toBeLessThan(65);
  await wawp.close();
});

it('/readyz answers within 100 ms while Redis hangs', async () => {
  const origin = await started(fixture.run(fixture.account(), '--store', redis.url, ...LOCAL));
  const [chat] = fixture.emulator.chats;
  await createGatewaySource({ baseUrl: origin }).getChatPicture(chat?.id ?? '');
  redis.hang();
  const durations: number[] = [];
  const readiness = async () => {
    const askedAt = performance.now();
    const response = await fetch(`${origin}/readyz`);
    const answer = await response.json();
    durations.push(performance.now() - askedAt);
    return [response.status, answer];
  };
  // The state is the last known one until a check has timed out.
  await expect.poll(readiness).toEqual([200, { status: 'ready', store: 'down' }]);
  for (let probe = 0; probe < 20; probe += 1) await readiness();
  const [median = Number.NaN] = durations.sort((one, other) => one - other).slice(durations.length / 2);
  expect(median).toBeLessThan(100);
  // A busy machine delays an answer, but none waits for Redis, which would take 1 s.
  expect(durations.at(-1)).toBeLessThan(1_000);
});
