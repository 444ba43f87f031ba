import { AwsClient } from 'aws4fetch';
import { defineDriver } from 'unstorage';
import { withoutTrailingSlashes } from '../../../lib/withoutTrailingSlashes.js';

export interface BucketOptions {
  /** `https://s3.eu-central-1.amazonaws.com`, `https://storage.googleapis.com`, `http://127.0.0.1:9000` */
  endpoint: string;
  bucket: string;
  /** The prefix of each key, without slashes at its ends. */
  prefix?: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Longer than the timeout of any caller: it only frees the socket of a server that stopped answering. */
const SOCKET_TIMEOUT_MS = 60_000;

/**
 * An unstorage driver for S3-compatible servers. unstorage's own one has no prefix and no session token, lists at most 1,000
 * keys, and reports a write into a missing bucket as successful.
 */
export const s3Driver = defineDriver((options: BucketOptions) => {
  const client = new AwsClient({ ...options, service: 's3', retries: 2 });
  const bucketUrl = `${withoutTrailingSlashes(options.endpoint)}/${options.bucket}`;
  const prefix = options.prefix ? `${options.prefix}/` : '';
  const path = (key: string) => prefix + key.replaceAll(':', '/');
  const urlOf = (key: string) => `${bucketUrl}/${path(key).split('/').map(encodeURIComponent).join('/')}`;

  const send = async (url: string, method: string, body?: BodyInit): Promise<Response | undefined> => {
    const response = await client.fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(SOCKET_TIMEOUT_MS),
      ...(body !== undefined && { body }),
    });
    if (response.ok) return response;
    const code = /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1];
    if (response.status === 404 && method !== 'PUT' && code !== 'NoSuchBucket') return undefined;
    throw new S3Error(response.status, code ?? CODE_BY_STATUS[response.status]);
  };
  const put = async (key: string, body: BodyInit) => {
    await send(urlOf(key), 'PUT', body);
  };

  return {
    name: 's3-bucket',
    options,
    hasItem: async (key) => (await send(urlOf(key), 'HEAD')) !== undefined,
    getItem: async (key) => (await send(urlOf(key), 'GET'))?.text() ?? null,
    getItemRaw: async (key) => (await send(urlOf(key), 'GET'))?.arrayBuffer() ?? null,
    setItem: (key, value) => put(key, value),
    setItemRaw: (key, value: Uint8Array<ArrayBuffer>) => put(key, value),
    removeItem: async (key) => {
      await send(urlOf(key), 'DELETE');
    },
    // ListObjects, version 1: all S3-compatible servers support its marker, which is the last key of a page.
    async getKeys(base) {
      const keys: string[] = [];
      for (let marker = ''; ; ) {
        const query = new URLSearchParams({ prefix: path(base ?? ''), marker });
        const xml = (await (await send(`${bucketUrl}?${query}`, 'GET'))?.text()) ?? '';
        const page = [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => unescapeXml(key));
        for (const key of page) keys.push(key.slice(prefix.length));
        const last = page.at(-1);
        if (last === undefined || last === marker || !/<IsTruncated>\s*true/i.test(xml)) return keys;
        marker = last;
      }
    },
  };
});

/** Codes for answers without a body, such as those of HEAD. */
const CODE_BY_STATUS: Record<number, string> = {
  301: 'PermanentRedirect',
  401: 'InvalidAccessKeyId',
  403: 'AccessDenied',
  404: 'NoSuchBucket',
  507: 'InsufficientStorage',
};

/** An error answer of S3, with S3's own code. The message does not contain the URL. */
class S3Error extends Error {
  readonly code: string;

  constructor(status: number, code = `HTTP_${status}`) {
    super(`The bucket answered ${status}.`);
    this.code = code;
  }
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([\da-f]+));/gi, (_, name, decimal, hex) =>
    name
      ? (ENTITIES[name] ?? '')
      : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
  );
}
