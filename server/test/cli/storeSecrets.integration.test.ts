import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, startRedis } from '../../../test/support/redis.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { runCliIn } from './runCli.js';
import { ANNA, storeThree } from './storedPictures.fixture.js';

const PASSWORD = 'p@ss:word-of-the-store';

let folder: string;
let redis: RedisServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  redis = await startRedis({ password: PASSWORD });
  await storeThree(join(folder, 'store'));
});
afterAll(async () => {
  await redis.stop();
  await rm(folder, { recursive: true });
});

const location = () => `redis://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${redis.port}`;

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${content}\n`);
  return path;
}

describe('the place of a store and its password', () => {
  it('are read from the environment and from files, so that no argument contains the password', async () => {
    const copied = await runCliIn(
      { REDIS_PASSWORD_FILE: await file('password', PASSWORD) },
      'copy',
      join(folder, 'store'),
      `redis://127.0.0.1:${redis.port}`,
    ).ended;
    expect(copied).toMatchObject({ code: 0, stderr: '' });
    const environments: Record<string, string>[] = [
      { CHAT_AVATAR_STORE: location() },
      { CHAT_AVATAR_STORE_FILE: await file('location', location()) },
      { CHAT_AVATAR_STORE: `redis://127.0.0.1:${redis.port}`, REDIS_PASSWORD: PASSWORD },
    ];
    for (const environment of environments) {
      const { code, stdout, stderr } = await runCliIn(environment, 'faces', '--output', '-').ended;
      expect([code, stderr.includes('password')]).toEqual([0, false]);
      expect(stdout).toContain('Anna');
      expect(stdout + stderr).not.toContain(PASSWORD);
    }
  });

  it('of both sides of copy are read from variables and files, also if their passwords differ', async () => {
    const other = await startRedis({ password: 'another-password' });
    try {
      const to = `redis://:another-password@127.0.0.1:${other.port}`;
      const copy = (environment: Record<string, string>, ...args: string[]) =>
        runCliIn(environment, 'copy', ...args, '--json').ended;
      const CHAT_AVATAR_COPY_FROM_FILE = await file('from', location());
      await copy({}, join(folder, 'store'), location());
      const copied = await copy({ CHAT_AVATAR_COPY_FROM_FILE, CHAT_AVATAR_COPY_TO: to });
      expect(copied).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(copied.stdout)).toMatchObject({ records: 3, pictures: 2 });
      const again = await copy({ CHAT_AVATAR_COPY_TO: to }, join(folder, 'store'), '-');
      expect(JSON.parse(again.stdout)).toMatchObject({ unchanged: 3 });

      const missing = await copy({ CHAT_AVATAR_COPY_FROM_FILE });
      expect(missing.code).toBe(1);
      expect(missing.stderr).toContain('the place to copy to is missing');
      expect(missing.stderr).toContain('CHAT_AVATAR_COPY_TO_FILE');
      const inArguments = await copy({}, join(folder, 'store'), to);
      expect(inArguments.stderr).toContain('CHAT_AVATAR_COPY_FROM or CHAT_AVATAR_COPY_TO');
    } finally {
      await other.stop();
    }
  });

  it('of --store come before those of the environment', async () => {
    const { stdout } = await runCliIn(
      { CHAT_AVATAR_STORE: join(folder, 'another') },
      'export',
      '49151@c.us',
      '--store',
      join(folder, 'store'),
    ).ended;
    expect(stdout).toContain(`in ${join(folder, 'store')}.`);
  });

  it('warns once of a password in the arguments, without the password', async () => {
    const runs: [string, string[]][] = [
      ['CHAT_AVATAR_STORE_FILE', ['prune', '--store', location()]],
      ['CHAT_AVATAR_COPY_TO_FILE', ['copy', join(folder, 'store'), location()]],
    ];
    for (const [variable, run] of runs) {
      const { code, stdout, stderr } = await runCliIn({}, ...run).ended;
      expect(code).toBe(0);
      expect(stderr.match(/can read the arguments of a process/g)).toHaveLength(1);
      expect(stderr).toContain(variable);
      expect(stdout + stderr).not.toMatch(/word-of-the-store/);
    }
  });

  it('names the variable of a file that cannot be read, and two variables for one value', async () => {
    const missing = join(folder, 'missing');
    const prune = (environment: Record<string, string>) => runCliIn(environment, 'prune').ended;
    expect(await prune({ CHAT_AVATAR_STORE_FILE: missing })).toMatchObject({
      code: 1,
      stderr: `CHAT_AVATAR_STORE_FILE names the file ${missing}, which cannot be read (ENOENT). Check its path and its permissions.\n`,
    });
    expect(await prune({ REDIS_PASSWORD: 'a', REDIS_PASSWORD_FILE: missing })).toMatchObject({
      code: 1,
      stderr: 'REDIS_PASSWORD and REDIS_PASSWORD_FILE are both set. Remove one of them.\n',
    });
  });

  it('opens the same store', async () => {
    const { storage, close } = await openStorage(location(), {});
    expect(await storage.getKeys('chats')).toHaveLength(3);
    expect((await storage.getKeys('chats')).join()).toContain(ANNA.split('@')[0]);
    await close();
  });
});
