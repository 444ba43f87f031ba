import { type SignedSend, send, sendWithRetries } from '../drivers/bucket/send.js';
import type { AwsKey } from '../drivers/bucket/signS3.js';
import { StoreError } from '../StoreError.js';
import { CredentialCache } from './CredentialCache.js';
import { awsFault, googleFault } from './credentialFaults.js';

/** The standard chain of the AWS SDK: profile, web identity, container, instance. */
type AwsKeyProvider = (options: { forceRefresh: true }) => Promise<AwsKey & { expiration?: Date }>;

/** The part of `google-auth-library` that is used. */
interface GoogleLibrary {
  GoogleAuth: new (options: object) => { getClient(): Promise<GoogleClient> };
  gcpMetadata: { resetIsAvailableCache(): void };
}

interface GoogleClient {
  credentials?: { expiry_date?: number | null };
  getRequestHeaders(): Promise<Headers>;
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
  const load = async () => {
    // Otherwise the chain keeps the key, and waits for a source that stays silent.
    const key = await defaultProvider()({ forceRefresh: true });
    return { value: key, expiresAt: key.expiration?.getTime() };
  };
  return signWithKeys(new CredentialCache(load, awsFault), (key) => signS3(key, region));
}

/** Signs each request with the key of the moment, and once more with a new one if the bucket refuses that. */
export function signWithKeys(
  keys: CredentialCache<AwsKey>,
  signWith: (key: AwsKey) => SignedSend,
): SignedSend {
  // A sender keeps the signing key of a day.
  const senders = new WeakMap<AwsKey, SignedSend>();
  const senderOf = (key: AwsKey) => {
    const known = senders.get(key) ?? signWith(key);
    senders.set(key, known);
    return known;
  };
  return async (url, request) => {
    const key = await keys.get();
    const answer = await senderOf(key)(url, request);
    if (answer.status !== 400 && answer.status !== 401 && answer.status !== 403) return answer;
    if (!STALE_KEY.test(await answer.errorText())) return answer;
    const replacement = await keys.replace(key);
    return replacement === key ? answer : senderOf(replacement)(url, request);
  };
}

/**
 * Authorises requests with Google's Application Default Credentials: `GOOGLE_APPLICATION_CREDENTIALS`, the login of `gcloud`, or the
 * metadata server.
 *
 * @throws {StoreError} `missing-credentials`, if the optional package is not installed.
 */
export async function signWithGoogleChain(): Promise<SignedSend> {
  const { GoogleAuth, gcpMetadata } = await importChain<GoogleLibrary>(
    GOOGLE_CHAIN,
    'GCS_HMAC_ACCESS_ID and GCS_HMAC_SECRET',
    'service accounts, workload identity and the metadata server',
  );
  const scopes = ['https://www.googleapis.com/auth/devstorage.read_write'];
  const load = async () => {
    // A metadata server that was not there once, as in the first seconds of a pod, counts as missing for ever otherwise.
    gcpMetadata.resetIsAvailableCache();
    // Requests for objects need no project. Without one, the library looks it up, which some accounts may not.
    const client = await new GoogleAuth({ scopes, projectId: 'none' }).getClient();
    const value = Object.fromEntries(await client.getRequestHeaders());
    // An answer without a token is the header of one.
    if (!/^Bearer (?!undefined$)\S/.test(value.authorization ?? '')) throw new TypeError('no token');
    return { value, expiresAt: client.credentials?.expiry_date ?? undefined };
  };
  return signWithTokens(new CredentialCache(load, googleFault));
}

/** Authorises each request with the headers of the moment, and once more with new ones if the bucket refuses those. */
function signWithTokens(tokens: CredentialCache<Record<string, string>>): SignedSend {
  return (url, request) =>
    sendWithRetries(async () => {
      const sendWith = (token: Record<string, string>) =>
        send(url, { ...request, headers: { ...token, ...request.headers } });
      const token = await tokens.get();
      const answer = await sendWith(token);
      if (answer.status !== 401) return answer;
      // A token that was revoked, or whose account was replaced.
      const replacement = await tokens.replace(token);
      if (replacement === token) return answer;
      answer.discard();
      return sendWith(replacement);
    }, request.signal);
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
