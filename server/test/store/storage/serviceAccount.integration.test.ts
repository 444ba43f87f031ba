import { generateKeyPairSync, verify } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startHttpServer } from '../../../../test/support/startHttpServer.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';
import { createAuthority, createCertificate } from '../../support/certificates.js';
import { withoutCredentials } from './withoutCredentials.js';

const MINUTE = 60_000;
/** Google's library asks this server alone, whatever `token_uri` says. */
const TOKEN_SERVER = 'oauth2.googleapis.com';
const EMAIL = 'faces@project.iam.gserviceaccount.com';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const ACCOUNT = {
  type: 'service_account',
  project_id: 'project',
  private_key_id: 'key-1',
  private_key: privateKey,
  client_email: EMAIL,
  token_uri: `https://${TOKEN_SERVER}/token`,
};

let certificate: { cert: Buffer; key: Buffer };
let folder: string;
let file: string;
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  const home = await mkdtemp(join(tmpdir(), 'service-account-'));
  const authority = await createAuthority(home, 'authority');
  const paths = await createCertificate(home, authority, { type: 2, value: TOKEN_SERVER });
  certificate = { cert: await readFile(paths.cert), key: await readFile(paths.key) };
  return () => rm(home, { recursive: true });
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'service-account-'));
  withoutCredentials(folder);
  file = join(folder, 'account.json');
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', file);
});

afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  for (const close of closers.splice(0).reverse()) await close();
  await rm(folder, { recursive: true, force: true });
});

/** The claims of a JSON Web Token with a signature of the account's key. */
function readClaims(token: string) {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const signed = Buffer.from(`${header}.${payload}`);
  expect(verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}

/** Google's token server, behind a proxy of the environment. It issues `token-1`, `token-2`, … for an hour each. */
async function startTokenServer() {
  const claims: { iss: string; scope: string; aud: string }[] = [];
  const server = createServer(certificate, async (request, response) => {
    const body = new URLSearchParams(await text(request));
    expect(body.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    claims.push(readClaims(body.get('assertion') ?? ''));
    response.setHeader('content-type', 'application/json');
    const token = { access_token: `token-${claims.length}`, expires_in: 3600, token_type: 'Bearer' };
    response.end(JSON.stringify(token));
  });
  const proxy = createHttpServer().on('connect', (request, client: Socket) => {
    expect(request.url).toBe(`${TOKEN_SERVER}:443`);
    const upstream = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
  });
  for (const each of [server, proxy]) {
    await new Promise<void>((listening) => each.listen(0, '127.0.0.1', listening));
    closers.push(() => {
      each.close();
      each.closeAllConnections();
    });
  }
  vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  // A process reads NODE_EXTRA_CA_CERTS at its start only.
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  return claims;
}

/** A bucket with one object. `seen` is the `Authorization` of each request. */
async function openBucket() {
  const seen: (string | undefined)[] = [];
  const bucket = await startHttpServer((request, response) => {
    seen.push(request.headers.authorization);
    request.resume();
    response.end('{"value":1}');
  });
  closers.push(bucket.close);
  vi.stubEnv('STORAGE_EMULATOR_HOST', bucket.origin);
  const { storage, close } = await openStorage('gs://pictures/faces');
  closers.push(close);
  return { seen, ask: () => storage.getItem('settings:x') };
}

it('a service account of GOOGLE_APPLICATION_CREDENTIALS gets a token, and a new one before it expires', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  await writeFile(file, JSON.stringify(ACCOUNT));
  const claims = await startTokenServer();
  const { seen, ask } = await openBucket();
  expect(await Promise.all([ask(), ask()])).toEqual([{ value: 1 }, { value: 1 }]);
  expect(claims).toMatchObject([
    {
      iss: EMAIL,
      aud: `https://${TOKEN_SERVER}/token`,
      scope: expect.stringMatching(/devstorage\.read_write$/),
    },
  ]);
  vi.advanceTimersByTime(54 * MINUTE);
  await ask();
  expect(new Set(seen)).toEqual(new Set(['Bearer token-1']));
  expect(claims).toHaveLength(1);

  // The old one is valid for 4 min more, and is used while the new one is on its way.
  vi.advanceTimersByTime(2 * MINUTE);
  await ask();
  expect(seen.at(-1)).toBe('Bearer token-1');
  await expect
    .poll(async () => {
      await ask();
      return seen.at(-1);
    })
    .toBe('Bearer token-2');
  expect(claims).toHaveLength(2);
});

describe('a file of GOOGLE_APPLICATION_CREDENTIALS', () => {
  const { client_email: _, ...nameless } = ACCOUNT;
  const cases: [name: string, write: () => Promise<unknown>, reason: string][] = [
    ['that is missing', async () => {}, 'does not exist, or is no file (ENOENT)'],
    ['that is a folder', () => mkdir(file), 'does not exist, or is no file'],
    ['that is empty', () => writeFile(file, ''), 'is not JSON'],
    ['that is no JSON', () => writeFile(file, `${privateKey}`), 'is not JSON'],
    ['that is a list', () => writeFile(file, '[]'), 'has no field client_email'],
    [
      'of another kind',
      () => writeFile(file, JSON.stringify({ installed: { client_secret: 'secret-of-the-client' } })),
      'has no field client_email',
    ],
    ['without an account', () => writeFile(file, JSON.stringify(nameless)), 'has no field client_email'],
    [
      'without a key',
      () => writeFile(file, JSON.stringify({ ...ACCOUNT, private_key: undefined })),
      'has no field private_key',
    ],
    [
      'with a broken key',
      () => writeFile(file, JSON.stringify({ ...ACCOUNT, private_key: privateKey.slice(0, 200) })),
      'has a private key that cannot be used',
    ],
  ];

  it.each(cases)('%s is named in the error, without its content', async (__, write, reason) => {
    await startTokenServer();
    await write();
    const { ask, seen } = await openBucket();
    const thrown = await ask().catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      code: 'missing-credentials',
      message: `The picture store needs credentials: the file that GOOGLE_APPLICATION_CREDENTIALS names ${reason}. Write the key of a service account or the configuration of a workload into it.`,
    });
    expect(inspect(thrown, { depth: 10 })).not.toMatch(/PRIVATE KEY|MII|secret-of/);
    expect(seen).toEqual([]);
  });

  it('that is gone when the token is renewed is named in the error, once the token has expired', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    await writeFile(file, JSON.stringify(ACCOUNT));
    const claims = await startTokenServer();
    const { ask } = await openBucket();
    await ask();
    await rm(file);
    vi.advanceTimersByTime(61 * MINUTE);
    // It may be written again: calls are tried again.
    await expect(ask()).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('the file that GOOGLE_APPLICATION_CREDENTIALS names does not exist'),
    });
    await writeFile(file, JSON.stringify(ACCOUNT));
    vi.advanceTimersByTime(3_000);
    expect(await ask()).toEqual({ value: 1 });
    expect(claims).toHaveLength(2);
  });
});
