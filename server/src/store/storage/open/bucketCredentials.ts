import { type SignedSend, send, sendWithRetries } from '../drivers/bucket/send.js';
import type { AwsKey } from '../drivers/bucket/signS3.js';
import { StoreError } from '../StoreError.js';

/** The standard chain of the AWS SDK: profile, web identity, container, instance. Keeps a key until shortly before it expires. */
export type AwsKeyProvider = (options?: { forceRefresh?: boolean }) => Promise<AwsKey>;

/** The part of `google-auth-library` that is used. */
interface GoogleAuth {
  getRequestHeaders(url: string): Promise<Headers | Record<string, string>>;
}

const AWS_CHAIN = '@aws-sdk/credential-provider-node';
const GOOGLE_CHAIN = 'google-auth-library';

/** Errors of a key that has expired or was replaced. */
const STALE_KEY = /<Code>(?:ExpiredToken|InvalidToken|InvalidAccessKeyId|TokenRefreshRequired)<\/Code>/;

/**
 * Signs requests with the credentials that the environment of an AWS workload offers.
 *
 * @throws {StoreError} `missing-credentials`, if the optional package is not installed.
 */
export async function signWithAwsChain(region: string): Promise<SignedSend> {
  const { signS3 } = await import('../drivers/bucket/signS3.js');
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
    (key) => signS3(key, region),
  );
}

/** Asks for the key before each request, which is a look into memory until it expires. */
function signWithProvider(provider: AwsKeyProvider, signWith: (key: AwsKey) => SignedSend): SignedSend {
  let current: { key: AwsKey; send: SignedSend } | undefined;
  const senderOf = async (forceRefresh: boolean) => {
    const key = await provider({ forceRefresh });
    // A sender keeps the signing key of a day.
    if (current?.key !== key) current = { key, send: signWith(key) };
    return current.send;
  };
  return async (url, request) => {
    const answer = await (await senderOf(false))(url, request);
    if (answer.status !== 400 && answer.status !== 401 && answer.status !== 403) return answer;
    if (!STALE_KEY.test(await answer.errorText())) return answer;
    return (await senderOf(true))(url, request);
  };
}

/**
 * Authorises requests with Google's Application Default Credentials: `GOOGLE_APPLICATION_CREDENTIALS`, the login of `gcloud`, or the
 * metadata server. The library renews the token.
 *
 * @throws {StoreError} `missing-credentials`, if the optional package is not installed.
 */
export async function signWithGoogleChain(): Promise<SignedSend> {
  const { GoogleAuth } = await importChain<{ GoogleAuth: new (options: object) => GoogleAuth }>(
    GOOGLE_CHAIN,
    'GCS_HMAC_ACCESS_ID and GCS_HMAC_SECRET',
    'service accounts, workload identity and the metadata server',
  );
  const scopes = ['https://www.googleapis.com/auth/devstorage.read_write'];
  // Requests for objects need no project. Without one, the library looks it up, which some accounts may not.
  const create = () => new GoogleAuth({ scopes, projectId: 'none' });
  let auth = create();
  const sendOnce: SignedSend = async (url, request) => {
    const headersOf = orMissing(
      () => auth.getRequestHeaders(url),
      'Set GOOGLE_APPLICATION_CREDENTIALS, or GCS_HMAC_ACCESS_ID and GCS_HMAC_SECRET, or run on Google Cloud with a service account.',
    );
    const headers = { ...Object.fromEntries(new Headers(await headersOf())), ...request.headers };
    return send(url, { ...request, headers });
  };
  return (url, request) =>
    sendWithRetries(async () => {
      const answer = await sendOnce(url, request);
      if (answer.status !== 401) return answer;
      // A token that was revoked, or whose account was replaced.
      answer.discard();
      auth = create();
      return sendOnce(url, request);
    });
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
