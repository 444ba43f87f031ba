import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGatewaySource } from 'chat-avatar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { type HandMadeWawp, people, startHandMadeWawp } from '../enricher/enricher.fixture.js';
import {
  type RedisCluster,
  type SentinelGroup,
  startRedisCluster,
  startSentinel,
} from '../support/redisGroups.js';
import { runCliIn } from './runCli.js';
import { started, stopped } from './serve.fixture.js';

const LOCAL = ['--image-host', '127.0.0.1', '--dangerously-allow-private-addresses'];

let folder: string;
let cluster: RedisCluster;
let sentinel: SentinelGroup;
let wawp: HandMadeWawp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'instances-'));
  const photo = await photograph(64);
  [cluster, sentinel, wawp] = await Promise.all([
    startRedisCluster(),
    startSentinel(),
    startHandMadeWawp({ chats: people(3), image: () => photo }),
  ]);
});
afterAll(async () => {
  await Promise.all([cluster.stop(), sentinel.stop(), wawp.close()]);
  await rm(folder, { recursive: true });
});

async function keysIn(place: string): Promise<number> {
  const { storage, close } = await openStorage(place, {});
  const keys = await storage.getKeys('chats');
  await close();
  return keys.length;
}

describe('--config with stores in a Redis cluster and behind Sentinels', () => {
  it('enrich stores each instance under its own prefix, and serve shows the pictures of both', async () => {
    const config = join(folder, 'instances.json');
    const instances = [{ id: '111' }, { id: '222' }, { id: '333', store: `${sentinel.url}?prefix=third` }];
    await writeFile(config, JSON.stringify({ store: `${cluster.url}?prefix=faces`, instances }));
    const environment = {
      WAWP_BASE_URL: wawp.origin,
      WAWP_ACCESS_TOKEN_111: 'token-of-the-first',
      WAWP_ACCESS_TOKEN_222: 'token-of-the-second',
      WAWP_ACCESS_TOKEN_333: 'token-of-the-third',
    };
    const run = runCliIn(
      environment,
      'enrich',
      '--config',
      config,
      '--json',
      '--per-second',
      '500',
      ...LOCAL,
    );
    const { code, stdout, stderr } = await run.ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout).instances).toMatchObject(
      instances.map(({ id }) => ({ id, exitCode: 0, counts: { stored: 3 } })),
    );
    expect(await keysIn(`${cluster.url}?prefix=faces:111`)).toBe(3);
    expect(await keysIn(`${cluster.url}?prefix=faces:222`)).toBe(3);
    expect(await keysIn(`${sentinel.url}?prefix=third`)).toBe(3);

    const asked = wawp.asked.length;
    const gateway = runCliIn(environment, 'serve', '--config', config, '--port', '0', ...LOCAL);
    const origin = await started(gateway);
    for (const { id } of instances) {
      const source = createGatewaySource({ baseUrl: `${origin}/${id}` });
      const picture = await source.getChatPicture(people(3)[0]?.id ?? '');
      expect(picture.status, id).toBe('available');
      if (picture.status === 'available') expect((await fetch(picture.url)).status).toBe(200);
    }
    expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({ status: 'ready', store: 'ok' });
    await stopped(gateway);
    expect(wawp.asked).toHaveLength(asked);
  });
});
