import { createStorage } from 'unstorage';
import { isPlain } from '../../../lib/isPlain.js';
import { withoutTrailingSlashes } from '../../../lib/withoutTrailingSlashes.js';
import { withRecordReads } from '../bulkReads.js';
import type { BucketOptions } from '../drivers/bucket/s3Driver.js';
import type { SignedSend } from '../drivers/bucket/send.js';
import { StoreError } from '../StoreError.js';
import { signWithAwsChain, signWithGoogleChain } from './bucketCredentials.js';
import { importDriver } from './importDriver.js';
import type { Environment, LocatedStorage } from './LocatedStorage.js';

/**
 * Locates a bucket of Amazon S3 or of an S3-compatible server (`s3://`), or of Google Cloud Storage through its S3-compatible
 * XML API (`gs://`).
 *
 * `s3://` reads the variables of the AWS tools: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`,
 * `AWS_REGION` or `AWS_DEFAULT_REGION` (`us-east-1` if neither), and for other servers `AWS_ENDPOINT_URL_S3` or
 * `AWS_ENDPOINT_URL`. `gs://` reads an HMAC key (Cloud Storage › Settings › Interoperability) from
 * `GCS_HMAC_ACCESS_ID` and `GCS_HMAC_SECRET`, and for an emulator `STORAGE_EMULATOR_HOST`. Without a key in the environment, the
 * standard credential chains of AWS and Google are used, which are optional packages.
 *
 * @throws {StoreError} `bad-location`, `missing-credentials`.
 */
export function locateBucket(location: string, environment: Environment): LocatedStorage {
  const url = URL.canParse(location) ? new URL(location) : undefined;
  if (!url || url.host === '' || !isPlain(url)) {
    throw new StoreError(
      'bad-location',
      'The location of the bucket is invalid. Write s3://bucket/prefix or gs://bucket/prefix, and set its credentials in the environment.',
    );
  }
  const bucket = url.host;
  const prefix = decodePath(url.pathname);
  const account = url.protocol === 'gs:' ? readGoogle(environment) : readAmazon(environment);
  return {
    place: `${url.protocol}//${bucket}${prefix && `/${prefix}`}`,
    async open() {
      const { s3Driver } = await importDriver(
        'a bucket',
        'aws4fetch',
        () => import('../drivers/bucket/s3Driver.js'),
      );
      const { chain, ...options } = account;
      const send = await chain?.();
      const driver = s3Driver({
        ...options,
        bucket,
        ...(send && { send }),
        ...(prefix !== '' && { prefix }),
      });
      return withRecordReads(createStorage({ driver }), driver);
    },
  };
}

interface Account extends Omit<BucketOptions, 'bucket' | 'prefix' | 'send'> {
  /** The standard credential chain, where the environment has no key. */
  chain?: () => Promise<SignedSend>;
}

function readAmazon(environment: Environment): Account {
  const region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION || 'us-east-1';
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const sessionToken = environment.AWS_SESSION_TOKEN;
  return {
    endpoint:
      readEndpoint(environment, 'AWS_ENDPOINT_URL_S3') ??
      readEndpoint(environment, 'AWS_ENDPOINT_URL') ??
      `https://s3.${region}.${domain}`,
    region,
    ...(readKey(environment, 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY') ?? {
      chain: () => signWithAwsChain(region),
    }),
    ...(sessionToken && { sessionToken }),
  };
}

function readGoogle(environment: Environment): Account {
  return {
    endpoint: readEndpoint(environment, 'STORAGE_EMULATOR_HOST') ?? 'https://storage.googleapis.com',
    // Google accepts any region in a signature. Its documentation uses this one.
    region: 'auto',
    versions: 'generation',
    ...(readKey(environment, 'GCS_HMAC_ACCESS_ID', 'GCS_HMAC_SECRET') ?? { chain: signWithGoogleChain }),
  };
}

/** The key in the environment, if it is there. One of its two halves alone is a mistake. */
function readKey(environment: Environment, idName: string, secretName: string) {
  const accessKeyId = environment[idName];
  const secretAccessKey = environment[secretName];
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey };
  if (!accessKeyId && !secretAccessKey) return undefined;
  throw new StoreError(
    'missing-credentials',
    `The picture store needs credentials: set ${accessKeyId ? secretName : idName} in the environment too, beside ${accessKeyId ? idName : secretName}.`,
  );
}

function readEndpoint(environment: Environment, variable: string): string | undefined {
  const text = environment[variable];
  if (!text) return undefined;
  const spelled = /^https?:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(spelled) ? new URL(spelled) : undefined;
  if (!url || !isPlain(url))
    throw new StoreError(
      'bad-location',
      `${variable} is not an address such as https://s3.example.com, without credentials, query and fragment. Correct it.`,
    );
  return url.origin + withoutTrailingSlashes(url.pathname);
}

function decodePath(pathname: string): string {
  const parts = pathname.split('/').filter((part) => part !== '');
  try {
    return parts.map(decodeURIComponent).join('/');
  } catch {
    return parts.join('/');
  }
}
