import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../../test/support/startHttpServer.js';
import { type OpenedStorage, openStorage } from '../../../src/store/storage/open/openStorage.js';
import { withoutCredentials } from './withoutCredentials.js';

const SECRET = 'secret-of-the-role';

type Answer = (response: ServerResponse) => void;

/** How a source fails. No answer has a credential. */
const FAULTS = {
  '500': (response) => response.writeHead(500).end(SECRET),
  '403': (response) => response.writeHead(403).end(SECRET),
  'a page': (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Sign in ${SECRET}</h1>`),
  'other JSON': (response) => response.end(JSON.stringify({ hello: SECRET })),
  'a broken connection': (response) => response.destroy(),
  silence: () => undefined,
  'a body without an end': (response) => response.write(' '),
} satisfies Record<string, Answer>;

type Fault = keyof typeof FAULTS;

let folder: string;
let source: HttpServer;
let fault: Answer | undefined;
let good: (path: string) => string | object;
/** The credential that the bucket has seen last. */
let seen: string | undefined;
let opened: OpenedStorage;
const closers: (() => Promise<void>)[] = [];

const later = () => new Date(Date.now() + 3_600_000).toISOString();
const key = () => ({
  Code: 'Success',
  AccessKeyId: 'ROLEKEY',
  SecretAccessKey: SECRET,
  Token: 'session',
  Expiration: later(),
});
const token = () => ({
  access_token: 'session',
  issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  token_type: 'Bearer',
  expires_in: 3_600,
});

beforeEach(async () => {
  fault = undefined;
  seen = undefined;
  folder = await mkdtemp(join(tmpdir(), 'credential-faults-'));
  withoutCredentials(folder);
  vi.spyOn(console, 'warn').mockReturnValue();
  source = await startHttpServer((request, response) => {
    request.resume();
    response.setHeader('metadata-flavor', 'Google');
    response.setHeader('content-type', 'application/json');
    if (fault) return fault(response);
    const reply = good(request.url ?? '');
    response.end(typeof reply === 'string' ? reply : JSON.stringify(reply));
  });
  closers.push(source.close);
});

afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  for (const close of closers.splice(0).reverse()) await close();
  await rm(folder, { recursive: true, force: true });
});

interface Source {
  scheme: 's3' | 'gs';
  good(path: string): string | object;
  environment(): Record<string, string> | Promise<Record<string, string>>;
}

const SOURCES: Record<string, Source> = {
  'the role of an instance': {
    scheme: 's3',
    good: (path) =>
      path === '/latest/api/token'
        ? 'token-of-the-instance'
        : path.endsWith('/security-credentials/')
          ? 'faces-role'
          : key(),
    environment: () => ({
      AWS_EC2_METADATA_DISABLED: '',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: source.origin,
    }),
  },
  'the agent of a container': {
    scheme: 's3',
    good: key,
    environment: () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${source.origin}/credentials` }),
  },
  'a web identity': {
    scheme: 's3',
    good: () => `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
      <Credentials><AccessKeyId>ROLEKEY</AccessKeyId><SecretAccessKey>${SECRET}</SecretAccessKey>
      <SessionToken>session</SessionToken><Expiration>${later()}</Expiration></Credentials>
      </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
    environment: async () => ({
      AWS_ENDPOINT_URL_STS: source.origin,
      AWS_REGION: 'eu-central-1',
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/faces',
      AWS_WEB_IDENTITY_TOKEN_FILE: await file('token', 'token-of-the-pod'),
    }),
  },
  'the metadata server of Google': {
    scheme: 'gs',
    good: (path) => (path.includes('/token') ? token() : 'googleapis.com'),
    environment: () => ({
      METADATA_SERVER_DETECTION: 'assume-present',
      GCE_METADATA_HOST: new URL(source.origin).host,
    }),
  },
  'a workload of Google': {
    scheme: 'gs',
    good: token,
    environment: async () => ({
      GOOGLE_APPLICATION_CREDENTIALS: await file(
        'google.json',
        JSON.stringify({
          type: 'external_account',
          audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q',
          subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
          token_url: `${source.origin}/token`,
          credential_source: { file: await file('subject', 'token-of-the-workload') },
        }),
      ),
    }),
  },
};

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

/** A bucket with one object, and its storage with the credentials of `from`. */
async function open(from: Source): Promise<void> {
  const bucket = await startHttpServer((request, response) => {
    const { authorization = '', 'x-amz-security-token': session } = request.headers;
    seen = session?.toString() ?? authorization.replace('Bearer ', '');
    request.resume();
    response.end('{"value":1}');
  });
  closers.push(bucket.close);
  good = from.good;
  const endpoint = from.scheme === 's3' ? 'AWS_ENDPOINT_URL_S3' : 'STORAGE_EMULATOR_HOST';
  const environment = { ...(await from.environment()), [endpoint]: bucket.origin };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  opened = await openStorage(`${from.scheme}://pictures/faces`);
  closers.push(opened.close);
}

const ask = () => opened.storage.getItem('settings:x');

const UNREACHABLE = /^The service that issues the credentials of the picture store fails, and is asked again/;
const REFUSED = /^The service that issues the credentials of the picture store refuses this workload/;

/** Sources that retry by themselves take seconds for each fault. Those have one fault with retries. */
const ROWS: [source: string, faults: Fault[]][] = [
  [
    'the role of an instance',
    ['500', '403', 'a page', 'other JSON', 'a broken connection', 'a body without an end'],
  ],
  ['the agent of a container', ['500', 'silence', 'a body without an end']],
  [
    'a web identity',
    ['500', '403', 'a page', 'other JSON', 'a broken connection', 'silence', 'a body without an end'],
  ],
  ['the metadata server of Google', ['403', 'a page', 'other JSON']],
  ['a workload of Google', ['500', '403', 'a page', 'other JSON', 'silence', 'a body without an end']],
];

/** The AWS SDK hides the status of these sources. */
const isRefusal = (from: string, name: Fault) => name === '403' && from !== 'the role of an instance';

describe.each(ROWS)('credentials from %s', (from, faults) => {
  it.each(faults)(
    'that fails with %s are an error without secrets, and are loaded when it is well again',
    async (name) => {
      const isSilent = name === 'silence' || name === 'a body without an end';
      await open(SOURCES[from] as Source);
      vi.useFakeTimers({
        toFake: ['performance', ...(isSilent ? (['setTimeout', 'clearTimeout'] as const) : [])],
      });
      const asked = new Promise<void>((resolve) => {
        fault = (response) => {
          FAULTS[name](response);
          resolve();
        };
      });
      const failed = ask().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (isSilent) {
        await asked;
        vi.advanceTimersByTime(4_000);
      }
      const thrown = await failed;
      expect(thrown).toMatchObject(
        isRefusal(from, name)
          ? { code: 'wrong-credentials', message: expect.stringMatching(REFUSED) }
          : { code: 'unreachable', message: expect.stringMatching(UNREACHABLE) },
      );
      expect(inspect(thrown, { depth: 10 })).not.toMatch(/secret-of|token-of|session/);
      expect(seen).toBeUndefined();
      fault = undefined;
      vi.advanceTimersByTime(2_000);
      await expect(ask()).resolves.toEqual({ value: 1 });
      expect(seen).toBe('session');
    },
  );
});

it('credentials of a metadata server that is not there yet are loaded when it is', async () => {
  await open({
    ...(SOURCES['the metadata server of Google'] as Source),
    environment: () => ({ METADATA_SERVER_DETECTION: '', GCE_METADATA_HOST: new URL(source.origin).host }),
  });
  vi.useFakeTimers({ toFake: ['performance'] });
  fault = FAULTS['a broken connection'];
  await expect(ask()).rejects.toMatchObject({ code: 'missing-credentials' });
  fault = undefined;
  vi.advanceTimersByTime(2_000);
  await expect(ask()).resolves.toEqual({ value: 1 });
});
