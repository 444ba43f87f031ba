import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SubjectAltNameEntry } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type RedisServer, startRedis } from '../../../test/support/redis.js';
import { startHttpServer } from '../../../test/support/startHttpServer.js';
import { type Certificate, createAuthority, createCertificate } from '../support/certificates.js';
import { startRedisCluster, startSentinel, type TlsFiles, tlsSettings } from '../support/redisGroups.js';
import { runCliIn } from './runCli.js';
import { storeThree } from './storedPictures.fixture.js';

let folder: string;
let authority: Awaited<ReturnType<typeof createAuthority>>;
let another: Certificate;
let tlsPort: number;
const servers: RedisServer[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tls-'));
  [authority, another] = await Promise.all([
    createAuthority(folder, 'authority'),
    createAuthority(folder, 'another'),
  ]);
  tlsPort = await startTls({ type: 7, ip: '127.0.0.1' });
  await storeThree(join(folder, 'store'));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await rm(folder, { recursive: true });
});

async function startTls(name: SubjectAltNameEntry): Promise<number> {
  const port = await freePort();
  servers.push(await startRedis({ settings: tlsSettings(await certificateFor(name), port) }));
  return port;
}

async function certificateFor(name: SubjectAltNameEntry): Promise<TlsFiles> {
  return { ...(await createCertificate(folder, authority, name)), authority: authority.cert };
}

/** Copies the store to a place with a trusted CA. */
const copy = (place: string, ca?: Certificate) =>
  runCliIn(ca ? { NODE_EXTRA_CA_CERTS: ca.cert } : {}, 'copy', join(folder, 'store'), place).ended;

describe('a Redis over TLS', () => {
  it('holds a store for clients that trust its CA', async () => {
    const place = `rediss://127.0.0.1:${tlsPort}/2?prefix=faces`;
    const { code, stdout, stderr } = await copy(place, authority);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Copied 3 records and 2 pictures \(\d+ kB\) from /);
    const faces = await runCliIn(
      { NODE_EXTRA_CA_CERTS: authority.cert, CHAT_AVATAR_STORE: place },
      'faces',
      '--output',
      '-',
    ).ended;
    expect(faces.stdout).toContain('Anna');
  });

  it.each([
    ['a cluster', startRedisCluster],
    ['Sentinels', startSentinel],
  ])('of %s holds a store for clients that trust its CA', async (_, start) => {
    const group = await start({ tls: await certificateFor({ type: 7, ip: '127.0.0.1' }) });
    try {
      expect(group.url).toMatch(/^rediss\+/);
      const { code, stdout, stderr } = await copy(group.url, authority);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('Copied 3 records and 2 pictures');
      const variables = { NODE_EXTRA_CA_CERTS: authority.cert, CHAT_AVATAR_STORE: group.url };
      const faces = await runCliIn(variables, 'faces', '--output', '-').ended;
      expect(faces.stdout).toContain('Anna');
    } finally {
      await group.stop();
    }
  });

  it.each([
    ['rediss', '', /^copy: to: The TLS certificate of the picture store is refused\./],
    ['rediss+cluster', '', /^copy: to: None of the servers of the cluster of the Redis can be reached/],
    ['rediss+sentinel', '/faces', /^copy: to: None of the Sentinels of the Redis can be reached/],
  ])(
    '%s refuses a certificate of an unknown CA, and names the variable to set',
    async (scheme, path, sentence) => {
      for (const ca of [another, undefined]) {
        const { code, stdout, stderr } = await copy(`${scheme}://127.0.0.1:${tlsPort}${path}`, ca);
        expect([code, stdout]).toEqual([1, '']);
        expect(stderr).toMatch(sentence);
        expect(stderr).toContain('NODE_EXTRA_CA_CERTS');
      }
    },
  );

  it('refuses a certificate for another host', async () => {
    const other = await startTls({ type: 2, value: 'redis.test' });
    const { code, stderr } = await copy(`rediss://127.0.0.1:${other}`, authority);
    expect(code).toBe(1);
    expect(stderr).toMatch(/is refused\. It names another host.*\(ERR_TLS_CERT_ALTNAME_INVALID\)$/m);
  });

  it('says so where the port speaks another protocol', async () => {
    const http = await startHttpServer((_request, response) => response.end());
    const { code, stderr } = await copy(`rediss://127.0.0.1:${http.port}`, authority);
    http.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(/does not speak TLS on this port/);
  });
});
