import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startRedis } from '../../../test/support/redis.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { runCli } from './runCli.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mistakes-'));
  vi.stubEnv('WAWP_INSTANCE_ID', '111');
  vi.stubEnv('WAWP_ACCESS_TOKEN', 'a-secret-token-of-the-test');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function refused(...args: string[]): Promise<string> {
  const { code, stderr } = await runCli(...args).ended;
  expect(code).toBe(1);
  return stderr.trim();
}

it('a database that the Redis does not have is refused, and nothing is written into another one', async () => {
  const redis = await startRedis();
  const client = new Redis(redis.url);
  try {
    const place = `${redis.url}/99`;
    expect(await refused('enrich', '--store', place)).toBe(
      '--store: The Redis of the picture store has no database 99. Name one that it has, such as 0; most servers have 0 to 15. (ERR DB index is out of range)',
    );
    const { storage, close } = await openStorage(place);
    const writes = [storage.setItem('settings:a', 'value'), storage.setItem('settings:b', 'value')];
    expect((await Promise.allSettled(writes)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(storage.setItem('settings:c', 'value')).rejects.toMatchObject({ code: 'bad-location' });
    await close();
    expect(await client.dbsize()).toBe(0);
  } finally {
    client.disconnect();
    await redis.stop();
  }
});

it('a wrong password of a Redis is named as one', async () => {
  const redis = await startRedis({ password: 'right' });
  try {
    vi.stubEnv('REDIS_PASSWORD', 'wrong');
    expect(await refused('faces', '--store', `redis://127.0.0.1:${redis.port}`)).toMatch(
      /^--store: The Redis of the picture store does not accept the user name or the password\. Check REDIS_USERNAME and REDIS_PASSWORD\./,
    );
  } finally {
    await redis.stop();
  }
});

it('a ~ that no shell has replaced is refused, so that no folder with that name is made', async () => {
  vi.stubEnv('CHAT_AVATAR_STORE', '~/chat-pictures');
  expect(await refused('serve', '--port', '0')).toBe(
    'CHAT_AVATAR_STORE: "~" is a short form of shells. Write the whole path of the folder, such as /home/me/chat-pictures.',
  );
  expect(await readdir(folder)).toEqual([]);
});

it.each([
  [
    'a comma after the last entry',
    '{\n  "instances": [\n    { "id": "111" },\n  ]\n}',
    '; the fault is in line 3',
  ],
  ['a missing bracket', '{ "instances": [', ''],
  ['nothing in it', '', ''],
])('a --config with %s is named with what to do', async (_, text, where) => {
  const path = join(folder, 'instances.json');
  await writeFile(path, text);
  expect(await refused('serve', '--config', path)).toBe(
    `--config: ${path} is not valid JSON${where}. Check its quotes, brackets and commas: JSON has no comments, and no comma after the last entry.`,
  );
});

it('an access token with a line break in it is refused without showing it', async () => {
  const path = join(folder, 'token');
  await writeFile(path, 'the-token\nanother-line\n');
  vi.stubEnv('WAWP_ACCESS_TOKEN', '');
  vi.stubEnv('WAWP_ACCESS_TOKEN_FILE', path);
  expect(await refused('enrich')).toBe(
    'WAWP_ACCESS_TOKEN_FILE: the access token has a line break or another control character in it. Copy it again from the dashboard of Wawp, alone and on one line.',
  );
});

it('a page of faces that does not exist is named, and the last one is written', async () => {
  const place = join(folder, 'store');
  const { storage, close } = await openStorage(place);
  await storage.setItem('settings:a', 'value');
  await close();
  const output = join(folder, 'faces.html');
  const { code, stderr } = await runCli('faces', '--store', place, '--output', output, '--page', '9').ended;
  expect(code).toBe(0);
  expect(stderr).toBe('There is no page 9. The last one, page 1, is written.\n');
});

it.each([
  ['enrich', '--time-zone', 'Africa/Cairo', '--time-zone needs --schedule'],
  ['enrich', '--metrics-host', '0.0.0.0', '--metrics-host needs --metrics-port'],
  ['faces', '--port', '4020', '--port needs --serve'],
])(
  '%s %s without the option that it belongs to is refused, and not ignored',
  async (command, option, value, reason) => {
    expect(await refused(command, option, value, '--store', folder)).toContain(reason);
  },
);
