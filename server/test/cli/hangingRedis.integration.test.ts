import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { type RedisServer, startRedis } from '../../../test/support/redis.js';
import { people, startHandMadeWawp } from '../enricher/enricher.fixture.js';
import { runCliIn } from './runCli.js';
import { LOCAL } from './serve.fixture.js';

const HANG_MS = 8_000;

let redis: RedisServer;

beforeEach(async () => {
  redis = await startRedis();
});
afterEach(() => redis.stop());

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
