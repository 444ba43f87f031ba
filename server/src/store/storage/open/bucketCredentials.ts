import { setTimeout as delay } from 'node:timers/promises';
import type { AwsClient } from 'aws4fetch';
import type { SignedFetch } from '../drivers/bucket/BucketRequests.js';
import { StoreError } from '../StoreError.js';

/** The key of a user, or the temporary one of a role. */
export interface AwsKey {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

/** The standard chain of the AWS SDK: profile, web identity, container, instance. Keeps a key until shortly before it expires. */
export type AwsKeyProvider = (options?: { forceRefresh?: boolean }) => Promise<AwsKey>;

/** The part of `google-auth-library` that is used. */
interface GoogleAuth {
  getRequestHeaders(url: string): Promise<Headers | Record<string, string>>;
}

const AWS_CHAIN = '@aws-sdk/credential-provider-node';
const GOOGLE_CHAIN = 'google-auth-library';

/** Attempts after the first one, and the pause before them, in ms. */
const RETRIES = 2;
const RETRY_MS = 50;

/** Errors of a key that has expired or was replaced. */
const STALE_KEY = /<Code>(?:ExpiredToken|InvalidToken|InvalidAccessKeyId|TokenRefreshRequired)<\/Code>/;

/**
 * Signs requests with the credentials that the environment of an AWS workload offers.
 *
 * @throws {StoreError} `missing-credentials`, if the optional package is not installed.
 */
export async function signWithAwsChain(region: string): Promise<SignedFetch> {
  const { AwsClient } = await import('aws4fetch');
  const { defaultProvider } = await importChain<{ defaultProvider(): AwsKeyProvider }>(
    AWS_CHAIN,
    'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    'roles, web identity, containers and profiles',
  );
  return signWithProvider(
    orMissing(
      defaultProvider(),
      'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or give this machine a role.',
    ),
    (key) => new AwsClient({ ...withoutUndefined(key), region, service: 's3', retries: RETRIES }),
  );
}

/** Asks for the key before each request, which is a look into memory until it expires. */
function signWithProvider(provider: AwsKeyProvider, createClient: (key: AwsKey) => AwsClient): SignedFetch {
  let current: { key: AwsKey; client: AwsClient } | undefined;
  const clientOf = async (forceRefresh: boolean) => {
    const key = await provider({ forceRefresh });
    // A client keeps the signing key of a day.
    if (current?.key !== key) current = { key, client: createClient(key) };
    return current.client;
  };
  return async (url, init) => {
    const response = await (await clientOf(false)).fetch(url, init);
    if (response.status !== 400 && response.status !== 401 && response.status !== 403) return response;
    if (!STALE_KEY.test(await response.clone().text())) return response;
    return (await clientOf(true)).fetch(url, init);
  };
}

/**
 * Authorises requests with Google's Application Default Credentials: `GOOGLE_APPLICATION_CREDENTIALS`, the login of `gcloud`, or the
 * metadata server. The library renews the token.
 *
 * @throws {StoreError} `missing-credentials`, if the optional package is not installed.
 */
export async function signWithGoogleChain(): Promise<SignedFetch> {
  const { GoogleAuth } = await importChain<{ GoogleAuth: new (options: object) => GoogleAuth }>(
    GOOGLE_CHAIN,
    'GCS_HMAC_ACCESS_ID and GCS_HMAC_SECRET',
    'service accounts, workload identity and the metadata server',
  );
  const scopes = ['https://www.googleapis.com/auth/devstorage.read_write'];
  // Requests for objects need no project. Without one, the library looks it up, which some accounts may not.
  const create = () => new GoogleAuth({ scopes, projectId: 'none' });
  let auth = create();
  const send: SignedFetch = async (url, init) => {
    const headersOf = orMissing(
      () => auth.getRequestHeaders(url),
      'Set GOOGLE_APPLICATION_CREDENTIALS, or GCS_HMAC_ACCESS_ID and GCS_HMAC_SECRET, or run on Google Cloud with a service account.',
    );
    const headers = new Headers(await headersOf());
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    return fetch(url, { ...init, headers });
  };
  return async (url, init) => {
    for (let attempt = 0; ; attempt += 1) {
      const response = await send(url, init);
      const isRefused = response.status === 401 && attempt === 0;
      // A token that was revoked, or whose account was replaced.
      if (isRefused) auth = create();
      const isBusy = response.status >= 500 || response.status === 429;
      if (!isRefused && (!isBusy || attempt === RETRIES)) return response;
      await response.body?.cancel();
      if (isBusy) await delay(Math.random() * RETRY_MS * 2 ** attempt);
    }
  };
}

/** Lazy loading. The name is a variable, so that neither compilers nor bundlers need the optional package. */
async function importChain<T>(name: string, variables: string, chain: string): Promise<T> {
  try {
    return (await import(/* @vite-ignore */ name)) as T;
  } catch (cause) {
    throw new StoreError(
      'missing-credentials',
      `The picture store needs credentials: set ${variables} in the environment. For ${chain}, run \`npm install ${name}\`.`,
      cause,
    );
  }
}

/** Names the fix in place of the chain's own errors, which list every place that was searched. */
function orMissing<A extends unknown[], T>(
  provider: (...args: A) => Promise<T>,
  fix: string,
): (...args: A) => Promise<T> {
  return async (...args) => {
    try {
      return await provider(...args);
    } catch (cause) {
      throw new StoreError(
        'missing-credentials',
        `The picture store needs credentials, and none can be loaded. ${fix}`,
        cause,
      );
    }
  };
}

function withoutUndefined({ accessKeyId, secretAccessKey, sessionToken }: AwsKey) {
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}
