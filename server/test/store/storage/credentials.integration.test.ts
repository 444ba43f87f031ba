import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AcceptedCredentials, type S3Server, startS3 } from '../../../../test/support/s3.js';
import { type HttpServer, startHttpServer } from '../../../../test/support/startHttpServer.js';
import { createLease } from '../../../src/store/lease/createLease.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';
import { withoutCredentials } from './withoutCredentials.js';

let folder: string;
let s3: S3Server;
/** The key or token that the bucket accepts, and that the endpoint of the test gives out. */
let current: AcceptedCredentials;
const closers: (() => Promise<void>)[] = [];

const key = (n: number) => ({
  accessKeyId: `ROLEKEY${n}`,
  secretAccessKey: `secret-of-key-${n}`,
  sessionToken: `session-${n}`,
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credentials-'));
  withoutCredentials(folder);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.splice(0).reverse()) await close();
  await rm(folder, { recursive: true, force: true });
});

/** A bucket that accepts `current`, and its storage with the credentials of the environment. */
async function open(scheme: 's3' | 'gs') {
  s3 = await startS3({ accepts: () => current, conditions: scheme === 'gs' ? 'generation' : 'etag' });
  closers.push(s3.stop);
  vi.stubEnv(scheme === 's3' ? 'AWS_ENDPOINT_URL_S3' : 'STORAGE_EMULATOR_HOST', s3.endpoint);
  const opened = await openStorage(`${scheme}://${s3.bucket}/faces`);
  closers.push(opened.close);
  return opened;
}

async function endpoint(answer: (path: string, body: string) => string | object): Promise<HttpServer> {
  const server = await startHttpServer(async (request, response) => {
    const body = (await request.setEncoding('utf8').toArray()).join('');
    const reply = answer(request.url ?? '', body);
    // google-auth-library refuses a metadata server without this header.
    response.setHeader('metadata-flavor', 'Google');
    response.setHeader('content-type', typeof reply === 'string' ? 'text/xml' : 'application/json');
    response.end(typeof reply === 'string' ? reply : JSON.stringify(reply));
  });
  closers.push(server.close);
  return server;
}

/** Long enough to be used, and short enough to be renewed before each request. */
const soon = () => new Date(Date.now() + 60_000).toISOString();

/** Writes, replaces the credentials at their source and at the bucket, and writes again. */
async function writesThroughRotation(
  { storage, check }: Awaited<ReturnType<typeof open>>,
  rotate: () => unknown,
) {
  await check();
  await storage.setItem('settings:first', '{"value":1}');
  await rotate();
  await storage.setItem('settings:second', '{"value":2}');
  expect((await storage.getKeys()).sort()).toEqual(['settings:first', 'settings:second']);
}

describe('credentials of AWS for a bucket', () => {
  beforeEach(() => {
    current = key(1);
  });

  it('come from a container endpoint, and are renewed while the process runs', async () => {
    const server = await endpoint(() => {
      const { accessKeyId, secretAccessKey, sessionToken } = current as ReturnType<typeof key>;
      return {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        Token: sessionToken,
        Expiration: soon(),
      };
    });
    vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${server.origin}/credentials`);
    vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN', 'token-of-the-container');
    await writesThroughRotation(await open('s3'), () => {
      current = key(2);
    });
    expect(server.requests.length).toBeGreaterThan(1);
  });

  it('come from a web identity, as in Kubernetes', async () => {
    const token = join(folder, 'token');
    await writeFile(token, 'token-of-the-pod');
    const asked: string[] = [];
    const sts = await endpoint((_, body) => {
      asked.push(body);
      const { accessKeyId, secretAccessKey, sessionToken } = current as ReturnType<typeof key>;
      return `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
        <Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey>
        <SessionToken>${sessionToken}</SessionToken><Expiration>${soon()}</Expiration></Credentials>
        </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
    });
    vi.stubEnv('AWS_ENDPOINT_URL_STS', sts.origin);
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/faces');
    vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', token);
    await writesThroughRotation(await open('s3'), () => {
      current = key(2);
    });
    expect(asked[0]).toContain('token-of-the-pod');
  });

  it('come from the role of an instance, and are renewed while the process runs', async () => {
    const asked: string[] = [];
    const metadata = await endpoint((path) => {
      asked.push(path);
      if (path === '/latest/api/token') return 'token-of-the-instance';
      if (path === '/latest/meta-data/iam/security-credentials/') return 'faces-role';
      const { accessKeyId, secretAccessKey, sessionToken } = current as ReturnType<typeof key>;
      return {
        Code: 'Success',
        Type: 'AWS-HMAC',
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        Token: sessionToken,
        Expiration: soon(),
      };
    });
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', '');
    vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', metadata.origin);
    await writesThroughRotation(await open('s3'), () => {
      current = key(2);
    });
    expect(asked.slice(0, 3)).toEqual([
      '/latest/api/token',
      '/latest/meta-data/iam/security-credentials/',
      '/latest/meta-data/iam/security-credentials/faces-role',
    ]);
  });

  it('come from a profile', async () => {
    const file = join(folder, 'credentials');
    const { accessKeyId, secretAccessKey } = key(3);
    current = { accessKeyId, secretAccessKey };
    await writeFile(
      file,
      `[faces]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\n`,
    );
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file);
    vi.stubEnv('AWS_PROFILE', 'faces');
    await expect((await open('s3')).check()).resolves.toBeUndefined();
  });

  it('that nothing offers are named in the error, with the fix', async () => {
    const { check } = await open('s3');
    await expect(check()).rejects.toMatchObject({
      code: 'missing-credentials',
      message: expect.stringMatching(/AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or give/),
    });
  });

  it('of which one half is missing are an error', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'half');
    await expect(open('s3')).rejects.toThrow(/set AWS_SECRET_ACCESS_KEY in the environment too/);
  });
});

describe('credentials of Google for a bucket', () => {
  beforeEach(() => {
    current = { bearer: 'token-1' };
  });

  it('come from the file of GOOGLE_APPLICATION_CREDENTIALS, and are renewed while the process runs', async () => {
    const server = await endpoint(() => ({
      access_token: (current as { bearer: string }).bearer,
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'Bearer',
      expires_in: 1,
    }));
    const subject = join(folder, 'subject');
    await writeFile(subject, 'token-of-the-workload');
    const file = join(folder, 'google.json');
    await writeFile(
      file,
      JSON.stringify({
        type: 'external_account',
        audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q',
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        token_url: `${server.origin}/token`,
        credential_source: { file: subject },
      }),
    );
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', file);
    await writesThroughRotation(await open('gs'), () => {
      current = { bearer: 'token-2' };
    });
  });

  it('come from the metadata server; a token that was revoked is replaced, and leases hold between machines', async () => {
    const server = await endpoint((path) =>
      path.includes('/token')
        ? { access_token: (current as { bearer: string }).bearer, expires_in: 3_600, token_type: 'Bearer' }
        : path.includes('universe')
          ? 'googleapis.com'
          : {},
    );
    vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present');
    vi.stubEnv('GCE_METADATA_HOST', new URL(server.origin).host);
    const opened = await open('gs');
    await writesThroughRotation(opened, () => {
      current = { bearer: 'token-2' };
    });
    const other = await openStorage(`gs://${s3.bucket}/faces`);
    closers.push(other.close);
    const [one, two] = [createLease(opened.storage), createLease(other.storage)];
    const had = await Promise.all([one, two, one, two].map((lease) => lease.acquire('x', 10_000)));
    const [release, ...others] = had.filter((acquired) => acquired !== undefined);
    expect(others).toEqual([]);
    expect(s3.requests.some((request) => /^PUT .*\/\.leases\/[0-9a-f]{64}/.test(request))).toBe(true);
    await release?.();
    expect(await two.acquire('x', 10_000)).toBeDefined();
  });

  it('that nothing offers are named in the error, with the fix', async () => {
    const { check } = await open('gs');
    await expect(check()).rejects.toMatchObject({
      code: 'missing-credentials',
      message: expect.stringMatching(/GOOGLE_APPLICATION_CREDENTIALS, or GCS_HMAC_ACCESS_ID/),
    });
  });
});
