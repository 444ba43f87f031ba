import { createHash, createHmac } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import { type SignedSend, send, sendWithRetries } from './send.js';

/** The key of a user, or the temporary one of a role. */
export interface AwsKey {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

/** Signs each request, and repeats one that the bucket could not answer. */
export function signS3({ accessKeyId, secretAccessKey, sessionToken }: AwsKey, region: string): SignedSend {
  const key = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  const keyOfDay = createKeyOfDay(secretAccessKey, region);
  return (url, request) =>
    sendWithRetries(async () => {
      const { method, headers = {} } = request;
      const signer = new Signer({ ...key, method, url, headers, region, service: 's3' }, keyOfDay);
      const signed = await signer.sign();
      return send(url, { ...request, headers: Object.fromEntries(signed.headers) });
    }, request.signal);
}

/** aws4fetch's own signature takes five calls of WebCrypto, and 0.16 ms of CPU more for each of 50,000 records. */
class Signer extends AwsV4Signer {
  readonly #keyOfDay: (day: string) => Buffer;

  constructor(options: ConstructorParameters<typeof AwsV4Signer>[0], keyOfDay: (day: string) => Buffer) {
    super(options);
    this.#keyOfDay = keyOfDay;
  }

  override async signature(): Promise<string> {
    const hash = createHash('sha256').update(await this.canonicalString());
    const text = ['AWS4-HMAC-SHA256', this.datetime, this.credentialString, hash.digest('hex')].join('\n');
    return createHmac('sha256', this.#keyOfDay(this.datetime.slice(0, 8)))
      .update(text)
      .digest('hex');
  }
}

/** Computes the signing key of a day once. */
function createKeyOfDay(secretAccessKey: string, region: string): (day: string) => Buffer {
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  let known: { day: string; key: Buffer } | undefined;
  return (day) => {
    if (known?.day !== day) {
      const parts = [region, 's3', 'aws4_request'];
      known = { day, key: parts.reduce<Buffer>(hmac, hmac(`AWS4${secretAccessKey}`, day)) };
    }
    return known.key;
  };
}
