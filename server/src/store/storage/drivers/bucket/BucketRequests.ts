import { BodyTooLargeError, readBody } from '../../../../lib/readBody.js';
import { withoutTrailingSlashes } from '../../../../lib/withoutTrailingSlashes.js';
import { foreignAnswer, readErrorCode, S3Error } from './S3Error.js';

/** Sends a request with the credentials of the bucket. */
export type SignedFetch = (url: string, init: RequestInit) => Promise<Response>;

export interface BucketClientOptions {
  /** `https://s3.eu-central-1.amazonaws.com`, `https://storage.googleapis.com`, `http://127.0.0.1:9000` */
  endpoint: string;
  bucket: string;
  /** The prefix of each key, without slashes at its ends. */
  prefix?: string | undefined;
  /** What conditional writes compare: the ETag (S3), or the generation (Google Cloud Storage). `etag` by default. */
  versions?: 'etag' | 'generation' | undefined;
  fetch: SignedFetch;
}

/** Longer than the timeout of any caller: it only frees the socket of a server that stopped answering. */
const SOCKET_TIMEOUT_MS = 60_000;

/** An error document of S3 has less than 1 kB. */
const MAX_ERROR_BYTES = 65_536;

/** The requests to one bucket: their URLs, and what is common to all answers. */
export class BucketRequests {
  readonly isGoogle: boolean;
  /** Of each key, with a slash at its end. */
  readonly prefix: string;
  readonly #fetch: SignedFetch;
  readonly #bucketUrl: string;
  #keepsVersions: boolean | undefined;

  constructor({ endpoint, bucket, prefix, versions, fetch }: BucketClientOptions) {
    this.isGoogle = versions === 'generation';
    this.prefix = prefix ? `${prefix}/` : '';
    this.#fetch = fetch;
    this.#bucketUrl = `${withoutTrailingSlashes(endpoint)}/${bucket}`;
  }

  /** Whether the bucket keeps earlier versions. `undefined`: no answer has told yet, and on Google Cloud Storage none does. */
  get keepsVersions(): boolean | undefined {
    return this.#keepsVersions;
  }

  /** About one object. Resolves to `undefined` if there is none. @throws {S3Error} */
  object(key: string, init: RequestInit, query?: URLSearchParams): Promise<Response | undefined> {
    const path = (this.prefix + key).split('/').map(encodeURIComponent).join('/');
    return this.#send(`${this.#bucketUrl}/${path}${query ? `?${query}` : ''}`, init);
  }

  /** About the bucket itself. @throws {S3Error} */
  async list(query: URLSearchParams): Promise<Response> {
    const response = await this.#send(`${this.#bucketUrl}?${query}`, { method: 'GET' });
    if (response === undefined) throw new S3Error(404, 'NoSuchBucket');
    return response;
  }

  async #send(url: string, init: RequestInit): Promise<Response | undefined> {
    const signal = AbortSignal.timeout(SOCKET_TIMEOUT_MS);
    const response = await this.#fetch(url, { ...init, redirect: 'manual', signal });
    const foreign = foreignAnswer(init.method, response);
    if (foreign) {
      await response.body?.cancel();
      throw foreign;
    }
    this.#noteVersions(init.method, response);
    if (response.ok) return response;
    const code = readErrorCode(await textOf(response, signal));
    if (response.status === 404 && init.method !== 'PUT' && code !== 'NoSuchBucket') return undefined;
    throw new S3Error(response.status, code);
  }

  /** S3 names a version in each answer about an object of a bucket with versioning, also after it was suspended, and in no other. */
  #noteVersions(method: string | undefined, { ok, headers }: Response): void {
    if (this.isGoogle) return;
    const isNamed = [...headers.keys()].some((name) => /-(version-id|delete-marker)$/.test(name));
    if (isNamed) this.#keepsVersions = true;
    else if (method === 'DELETE' && ok) this.#keepsVersions = false;
  }
}

/** The text of an error. Empty if it is longer than any of a bucket: its status tells then. */
async function textOf({ body, headers }: Response, signal: AbortSignal): Promise<string> {
  try {
    const contentLength = headers.get('content-length');
    return new TextDecoder().decode(
      await readBody(body, { maxBytes: MAX_ERROR_BYTES, contentLength, signal }),
    );
  } catch (thrown) {
    if (!(thrown instanceof BodyTooLargeError)) throw thrown;
    return '';
  }
}
