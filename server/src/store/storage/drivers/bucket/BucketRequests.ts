import { withoutTrailingSlashes } from '../../../../lib/withoutTrailingSlashes.js';
import { foreignAnswer, readErrorCode, S3Error } from './S3Error.js';
import type { BucketAnswer, BucketRequest, SignedSend } from './send.js';

export interface BucketClientOptions {
  /** `https://s3.eu-central-1.amazonaws.com`, `https://storage.googleapis.com`, `http://127.0.0.1:9000` */
  endpoint: string;
  bucket: string;
  /** The prefix of each key, without slashes at its ends. */
  prefix?: string | undefined;
  /** What conditional writes compare: the ETag (S3), or the generation (Google Cloud Storage). `etag` by default. */
  versions?: 'etag' | 'generation' | undefined;
  send: SignedSend;
}

/** The requests to one bucket: their URLs, and what is common to all answers. */
export class BucketRequests {
  readonly isGoogle: boolean;
  /** Of each key, with a slash at its end. */
  readonly prefix: string;
  readonly #signedSend: SignedSend;
  readonly #bucketUrl: string;
  #keepsVersions: boolean | undefined;

  constructor({ endpoint, bucket, prefix, versions, send }: BucketClientOptions) {
    this.isGoogle = versions === 'generation';
    this.prefix = prefix ? `${prefix}/` : '';
    this.#signedSend = send;
    this.#bucketUrl = `${withoutTrailingSlashes(endpoint)}/${bucket}`;
  }

  /** Whether the bucket keeps earlier versions. `undefined`: no answer has told yet, and on Google Cloud Storage none does. */
  get keepsVersions(): boolean | undefined {
    return this.#keepsVersions;
  }

  /** About one object. Resolves to `undefined` if there is none. @throws {S3Error} */
  object(key: string, request: BucketRequest, query?: URLSearchParams): Promise<BucketAnswer | undefined> {
    const path = (this.prefix + key).split('/').map(encodeURIComponent).join('/');
    return this.#send(`${this.#bucketUrl}/${path}${query ? `?${query}` : ''}`, request);
  }

  /** About the bucket itself. @throws {S3Error} */
  async list(query: URLSearchParams, signal?: AbortSignal): Promise<BucketAnswer> {
    const response = await this.#send(`${this.#bucketUrl}?${query}`, { method: 'GET', signal });
    if (response === undefined) throw new S3Error(404, 'NoSuchBucket');
    return response;
  }

  async #send(url: string, request: BucketRequest): Promise<BucketAnswer | undefined> {
    const { method } = request;
    const answer = await this.#signedSend(url, request);
    const foreign = foreignAnswer(method, answer);
    if (foreign) {
      answer.discard();
      throw foreign;
    }
    this.#noteVersions(method, answer);
    // Without its body, the connection of an answer is not used again.
    if (answer.ok && method !== 'GET') await answer.text();
    if (answer.ok) return answer;
    const code = readErrorCode(await answer.errorText());
    if (answer.status === 404 && method !== 'PUT' && code !== 'NoSuchBucket') return undefined;
    throw new S3Error(answer.status, code);
  }

  /** S3 names a version in each answer about an object of a bucket with versioning, also after it was suspended, and in no other. */
  #noteVersions(method: string, { ok, headers }: BucketAnswer): void {
    if (this.isGoogle) return;
    const isNamed = Object.keys(headers).some((name) => /-(version-id|delete-marker)$/.test(name));
    if (isNamed) this.#keepsVersions = true;
    else if (method === 'DELETE' && ok) this.#keepsVersions = false;
  }
}
