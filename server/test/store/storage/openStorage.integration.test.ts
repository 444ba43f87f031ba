import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Redis } from 'ioredis';
import { createStorage } from 'unstorage';
import redisDriver from 'unstorage/drivers/redis';
import s3DriverOfUnstorage from 'unstorage/drivers/s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRedis } from '../../../../test/support/redis.js';
import { type S3Server, startS3 } from '../../../../test/support/s3.js';
import { startHttpServer } from '../../../../test/support/startHttpServer.js';
import { PictureStore } from '../../../src/store/PictureStore.js';
import { listKeys } from '../../../src/store/storage/listKeys.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';
import { StoreError } from '../../../src/store/storage/StoreError.js';
import { toStoreError } from '../../../src/store/storage/toStoreError.js';
import { ANNA, available } from '../pictures.fixture.js';

let folder: string;
let s3: S3Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-'));
  s3 = await startS3();
});

afterAll(async () => {
  await s3.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The error of opening or checking a store. */
async function failure(location: string, environment: Record<string, string> = {}): Promise<StoreError> {
  const attempt = async () => {
    const { check, close } = await openStorage(location, environment);
    await check().finally(close);
  };
  const error = await attempt().then(
    () => expect.unreachable('it works'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StoreError);
  expect(String(error)).not.toContain('s3cret');
  return error as StoreError;
}

const key = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 's3cret' };

describe('invalid values of --store', () => {
  it.each([
    ['ftp://host/pictures', 'bad-location', '"ftp"'],
    ['https://bucket.s3.amazonaws.com', 'bad-location', 's3://bucket/prefix'],
    ['s3:bucket', 'bad-location', 's3://bucket/prefix'],
    ['', 'bad-location', 'folder'],
    ['s3://', 'bad-location', 's3://bucket/prefix'],
    ['s3://key:s3cret@bucket', 'bad-location', 'environment'],
    ['s3://bucket?region=x', 'bad-location', 's3://bucket/prefix'],
    ['redis://', 'bad-location', 'redis://host'],
    ['redis://host/pictures', 'bad-location', 'redis://host:port/db'],
    ['redis://host?prefix=', 'bad-location', '?prefix=faces:111'],
    ['redis://host?prefix=a*', 'bad-location', '?prefix=faces:111'],
    ['redis://host?prefix=a:', 'bad-location', '?prefix=faces:111'],
    ['redis://host?prefix=a&prefix=b', 'bad-location', '?prefix=faces:111'],
    ['redis://host?password=s3cret', 'bad-location', '?prefix=faces:111'],
    ['redis://user:s3cret@host:99999', 'bad-location', 'redis://host'],
    ['redis://one,two', 'bad-location', 'redis+cluster://host:port,host:port'],
    ['redis+sentinel://host', 'bad-location', 'redis+sentinel://host:port,host:port/primary/db'],
    ['redis+sentinel://host/primary/name', 'bad-location', '/primary/db'],
    ['redis+cluster://host/1', 'bad-location', 'redis+cluster://host:port'],
    ['redis+cluster://one,,two', 'bad-location', 'redis+cluster://host:port'],
    ['redis+other://host', 'bad-location', '"redis+other"'],
  ])('%j', async (location, code, hint) => {
    const error = await failure(location);
    expect(error.code).toBe(code);
    expect(error.message).toContain(hint);
  });

  it('a file', async () => {
    const path = join(folder, 'file.txt');
    await writeFile(path, '');
    expect(await failure(path)).toMatchObject({ code: 'bad-location' });
  });

  it.each([
    'http://[',
    'https://s3.test/?a=b',
    'https://s3.test/#a',
    'https://user@s3.test',
    'https://user:password@s3.test',
  ])('an endpoint that is not a plain address: %s', async (endpoint) => {
    for (const variable of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3']) {
      expect(await failure('s3://bucket', { ...key, [variable]: endpoint })).toMatchObject({
        code: 'bad-location',
        message: `${variable} is not an address such as https://s3.example.com, without credentials, query and fragment. Correct it.`,
      });
    }
    const google = { GCS_HMAC_ACCESS_ID: 'id', GCS_HMAC_SECRET: 'secret', STORAGE_EMULATOR_HOST: endpoint };
    expect((await failure('gs://bucket', google)).message).toContain(
      'STORAGE_EMULATOR_HOST is not an address',
    );
  });
});

describe('errors of a store that cannot be used', () => {
  it('a bucket that does not exist', async () => {
    expect(await failure('s3://missing', s3.environment)).toMatchObject({ code: 'no-bucket' });
  });

  // The server verifies each signature (AWS Signature Version 4). All other tests of buckets use a valid one.
  it.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])(
    'wrong credentials of a bucket: %s',
    async (name) => {
      const environment = { ...s3.environment, [name]: 's3cret' };
      expect(await failure('s3://pictures', environment)).toMatchObject({ code: 'wrong-credentials' });
    },
  );

  it.each([
    [403, '<Error><Code>AccessDenied</Code></Error>', 'refused'],
    [403, '', 'refused'],
    [404, '', 'no-bucket'],
    [301, '<Error><Code>PermanentRedirect</Code></Error>', 'no-bucket'],
    [507, '', 'full'],
    [400, '<html>', 'failed'],
  ])('a bucket that answers %s %s', async (status, body, code) => {
    const { origin, close } = await startHttpServer((request, response) => {
      request.resume();
      response.writeHead(status).end(body);
    });
    expect(await failure('s3://pictures', { ...key, AWS_ENDPOINT_URL_S3: origin })).toMatchObject({ code });
    await close();
  });

  const errorOf = (code: string) => `<Error><Code>${code}</Code></Error>`;

  it.each([
    [301, errorOf('PermanentRedirect'), /another region.*AWS_REGION/],
    [400, errorOf('AuthorizationHeaderMalformed'), /another region.*AWS_REGION/],
    [403, errorOf('RequestTimeTooSkewed'), /clock of this machine/],
    [503, errorOf('SlowDown'), /more requests than it accepts.*Try again/],
    [503, '', /more requests than it accepts/],
    [429, '', /more requests than it accepts/],
  ])('a bucket that answers %s %s, with what to do', async (status, body, words) => {
    const { origin, close } = await startHttpServer((request, response) => {
      request.resume();
      response.writeHead(status).end(body);
    });
    const { message } = await failure('s3://pictures', { ...key, AWS_ENDPOINT_URL_S3: origin });
    await close();
    expect(message).toMatch(words);
  });

  it('an unreachable server', async () => {
    const { origin, close } = await startHttpServer(() => undefined);
    await close();
    expect(await failure('s3://pictures', { ...key, AWS_ENDPOINT_URL: origin })).toMatchObject({
      code: 'unreachable',
    });
    expect(await failure(`redis://:s3cret@${new URL(origin).host}`)).toMatchObject({ code: 'unreachable' });
  });

  it('a Redis with a missing, wrong or valid password', async () => {
    const { port, stop } = await startRedis({ password: 's3cret' });
    expect(await failure(`redis://127.0.0.1:${port}`)).toMatchObject({ code: 'wrong-credentials' });
    expect(await failure(`redis://127.0.0.1:${port}`, { REDIS_PASSWORD: 'nope' })).toMatchObject({
      code: 'wrong-credentials',
    });
    for (const [location, environment] of [
      [`redis://127.0.0.1:${port}`, { REDIS_PASSWORD: 's3cret' }],
      [`redis://:s3cret@127.0.0.1:${port}/2`, {}],
    ] as const) {
      const { check, describe: place, close } = await openStorage(location, environment);
      await check();
      expect(place()).not.toContain('s3cret');
      await close();
    }
    await stop();
  });

  it('a Redis with a user name that is missing, wrong or valid', async () => {
    const { port, stop } = await startRedis();
    const admin = new Redis(port);
    await admin.call('ACL', 'SETUSER', 'faces', 'on', '>s3cret', '~chat-avatar:*', '&*', '+@all');
    await admin.call('ACL', 'SETUSER', 'default', 'off');
    const place = `redis://127.0.0.1:${port}`;
    const wrong: Record<string, string>[] = [
      { REDIS_PASSWORD: 's3cret' },
      { REDIS_USERNAME: 'others', REDIS_PASSWORD: 's3cret' },
    ];
    for (const environment of wrong) {
      expect(await failure(place, environment)).toMatchObject({ code: 'wrong-credentials' });
    }
    for (const [location, environment] of [
      [place, { REDIS_USERNAME: 'faces', REDIS_PASSWORD: 's3cret' }],
      [`redis://faces:s3cret@127.0.0.1:${port}`, {}],
      [`redis://faces@127.0.0.1:${port}`, { REDIS_PASSWORD: 's3cret' }],
    ] as const) {
      const { check, describe: name, close } = await openStorage(location, environment);
      await check();
      expect(name()).not.toMatch(/faces|s3cret/);
      await close();
    }
    admin.disconnect();
    await stop();
  });

  it('a folder that cannot be created', async () => {
    const path = join(folder, 'blocked');
    await writeFile(path, '');
    expect(await failure(join(path, 'store'))).toMatchObject({ code: 'refused' });
  });

  it.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EACCES', 'refused'],
    ['EROFS', 'refused'],
    ['EMFILE', 'failed'],
  ])('%s', (code, expected) => {
    const error = toStoreError(Object.assign(new Error(`${code}: /secret/path`), { code }));
    expect(error.code).toBe(expected);
    expect(error.message).toContain(code);
    expect(error.message).not.toContain('/secret');
  });

  it.each([undefined, null, 'text', {}, new Error('OOM command not allowed when used memory > maxmemory')])(
    'any thrown value: %s',
    (thrown) => {
      expect(['failed', 'full']).toContain(toStoreError(thrown).code);
    },
  );
});

it('?prefix= of a Redis is the base of unstorage’s redis driver', async () => {
  const redis = await startRedis();
  const written = createStorage({ driver: redisDriver({ url: redis.url, base: 'faces:111' }) });
  await written.setItem('chats:a', { v: 1 });
  const read = async (location: string) => {
    const { storage, close } = await openStorage(location);
    const found = [await storage.getItem('chats:a'), await storage.getKeys('chats')];
    await close();
    return found;
  };
  expect(await read(`${redis.url}?prefix=faces:111`)).toEqual([{ v: 1 }, ['chats:a']]);
  expect(await read(`${redis.url}/0?prefix=faces:11`)).toEqual([null, []]);
  expect(await read(redis.url)).toEqual([null, []]);
  await written.dispose();
  await redis.stop();
});

describe('describe()', () => {
  it.each([
    ['./some/folder', {}, resolve('some/folder')],
    ['s3://pictures/a/b/', key, 's3://pictures/a/b'],
    ['gs://pictures', { GCS_HMAC_ACCESS_ID: 'a', GCS_HMAC_SECRET: 's3cret' }, 'gs://pictures'],
    ['redis://user:s3cret@host:6380/3', {}, 'redis://host:6380/3'],
    ['redis://:s3cret@host?prefix=faces:111', {}, 'redis://host:6379?prefix=faces:111'],
    ['rediss://host', {}, 'rediss://host:6379'],
    ['redis+sentinel://u:s3cret@a,[::1]:7/faces', {}, 'redis+sentinel://a:26379,[::1]:7/faces'],
    ['rediss+sentinel://a/faces/2?prefix=b', {}, 'rediss+sentinel://a:26379/faces/2?prefix=b'],
    ['redis+cluster://:s3cret@a:1,b/0', {}, 'redis+cluster://a:1,b:6379'],
    ['rediss+cluster://a?prefix=b:c', {}, 'rediss+cluster://a:6379?prefix=b:c'],
  ])('shows %s without its secrets', async (location, environment, expected) => {
    const opened = await openStorage(location, environment);
    expect(opened.describe()).toBe(expected);
    await opened.close();
  });
});

describe('a folder', () => {
  it('has the documented layout', async () => {
    const place = join(folder, 'layout');
    const { storage } = await openStorage(place);
    const { record, bytes, image } = available();
    const store = new PictureStore(storage);
    await store.put(ANNA, record, bytes);
    await store.putSize(image.hash, '80.webp', bytes);
    const files = await readdir(place, { recursive: true, withFileTypes: true });
    expect(
      files
        .filter((file) => file.isFile())
        .map((file) => join(file.parentPath, file.name))
        .sort(),
    ).toEqual(
      [`chats/${ANNA}`, `images/${image.hash}`, `owners/${image.hash}/${ANNA}`, `sizes/${image.hash}/80.webp`]
        .map((path) => join(place, path))
        .sort(),
    );
    expect(JSON.parse(await readFile(join(place, 'chats', ANNA), 'utf8'))).toEqual(record);
    expect((await readFile(join(place, 'images', image.hash))).equals(bytes)).toBe(true);

    await store.forget(ANNA);
    expect((await readdir(place)).sort()).toEqual(['.leases', '.tmp']);
  });
});

describe('atomic writes to a folder', () => {
  it('a concurrent reader never sees a half-written value', async () => {
    const { storage } = await openStorage(join(folder, 'whole'));
    const values = ['a', 'b'].map((letter) => letter.repeat(4_000_000));
    await storage.setItem('chats:x', values[0] ?? '');
    const seen = new Set<unknown>();
    let isWriting = true;
    const write = async () => {
      for (let round = 0; round < 20; round += 1) await storage.setItem('chats:x', values[round % 2] ?? '');
      isWriting = false;
    };
    const read = async () => {
      while (isWriting) seen.add(await storage.getItem('chats:x'));
    };
    await Promise.all([write(), read(), read()]);
    for (const value of seen) expect(values).toContain(value);
  });
});

describe('a bucket', () => {
  it('lists more than 1,000 keys, with our driver and with unstorage’s', async () => {
    const { storage } = await openStorage(`s3://pictures/many`, s3.environment);
    const keys = Array.from({ length: 1_100 }, (_, index) => `chats:${index}`);
    for (let start = 0; start < keys.length; start += 50) {
      await Promise.all(keys.slice(start, start + 50).map((name) => storage.setItem(name, '{}')));
    }
    expect((await storage.getKeys('chats')).length).toBe(1_100);

    const theirs = createStorage({
      driver: s3DriverOfUnstorage({
        endpoint: s3.endpoint,
        bucket: s3.bucket,
        region: 'us-east-1',
        accessKeyId: 'S3RVER',
        secretAccessKey: 'S3RVER',
      }),
    });
    expect((await theirs.getKeys('many:chats')).length).toBeLessThan(1_100);
    expect((await listKeys(theirs, 'many:chats')).length).toBe(1_100);
  });
});
