import { type BucketClientOptions, BucketRequests } from './BucketRequests.js';
import { type EarlierVersion, isListing, isTruncated, readObjects, readVersions } from './listings.js';
import { S3Error } from './S3Error.js';
import type { BucketAnswer, BucketRequest } from './send.js';

/** An object with what conditional writes need. */
export interface VersionedObject {
  body: string;
  version: string;
  /** Time since its last write, by the server's clock, in ms. Exact to a second. */
  ageMs: number;
}

/** The condition of a write: no object is there, or the one of this version. */
export type WriteCondition = 'absent' | { version: string };

/** Up to 1,000 objects of a list, and where the next page begins. */
export interface ObjectPage {
  objects: { key: string; ageMs: number }[];
  next?: string;
}

/** Runs the request for one page of a list. */
export type PageRequest = (request: (signal?: AbortSignal) => Promise<ObjectPage>) => Promise<ObjectPage>;

export interface EarlierVersions {
  /** Newest first for each key. */
  versions: EarlierVersion[];
  /** The key that may have more. `undefined`: the list has all versions. */
  incompleteKey: string | undefined;
}

/** The part of the S3 API that a picture store needs. Keys have slashes. Each method rejects with an {@link S3Error}. */
export class BucketClient {
  readonly #requests: BucketRequests;

  constructor(options: BucketClientOptions) {
    this.#requests = new BucketRequests(options);
  }

  /** `undefined` if there is no such object. */
  get(key: string, signal?: AbortSignal): Promise<BucketAnswer | undefined> {
    return this.#requests.object(key, { method: 'GET', signal });
  }

  async has(key: string, signal?: AbortSignal): Promise<boolean> {
    return (await this.#requests.object(key, { method: 'HEAD', signal })) !== undefined;
  }

  async put(key: string, body: string | Uint8Array, signal?: AbortSignal): Promise<void> {
    await this.#requests.object(key, { method: 'PUT', body, signal });
  }

  async remove(key: string, signal?: AbortSignal): Promise<void> {
    await this.#requests.object(key, { method: 'DELETE', signal });
  }

  /** All keys that begin with `base`. `request` runs the request for each page. */
  async keys(base: string, request: PageRequest): Promise<string[]> {
    const keys: string[] = [];
    for (let marker = ''; ; ) {
      const page = await request((signal) => this.page(base, marker, signal));
      for (const { key } of page.objects) keys.push(key);
      if (page.next === undefined || page.next === marker) return keys;
      marker = page.next;
    }
  }

  /** Up to 1,000 objects that begin with `base`, and where the next page begins. */
  // ListObjects, version 1: all S3-compatible servers support its marker, which is the last key of a page.
  async page(base: string, marker = '', signal?: AbortSignal): Promise<ObjectPage> {
    const { prefix } = this.#requests;
    const { response, xml } = await this.#list(
      new URLSearchParams({ prefix: prefix + base, marker }),
      signal,
    );
    const objects = readObjects(xml);
    const next = objects.at(-1)?.key;
    return {
      objects: objects.map(({ key, lastModified }) => ({
        key: key.slice(prefix.length),
        ageMs: ageOf(response, lastModified),
      })),
      ...(next !== undefined && isTruncated(xml) && { next }),
    };
  }

  /** The body and version of an object. */
  async read(key: string): Promise<VersionedObject | undefined> {
    const response = await this.get(key);
    if (response === undefined) return undefined;
    const version = this.#versionOf(response);
    const lastModified = Date.parse(response.headers['last-modified'] ?? '');
    return { body: await response.text(), version, ageMs: ageOf(response, lastModified) };
  }

  /** Writes an object if the condition holds, atomically. Returns its version, or `undefined` if the condition does not hold. */
  async putIf(key: string, body: string, condition: WriteCondition): Promise<string | undefined> {
    try {
      const headers = this.#headersOf(condition);
      const response = await this.#requests.object(key, { method: 'PUT', body, headers });
      return response && this.#versionOf(response);
    } catch (thrown) {
      // 409: another conditional write is in progress. 404: there is no object of this version.
      const isUnmet = thrown instanceof S3Error && [404, 409, 412].includes(thrown.status);
      if (isUnmet && thrown.code !== 'NoSuchBucket' && thrown.code !== 'InvalidResponse') return undefined;
      throw thrown;
    }
  }

  /** A version that no object has. */
  get versionOfNone(): string {
    return this.isGoogle ? '1' : '"00000000000000000000000000000000"';
  }

  get isGoogle(): boolean {
    return this.#requests.isGoogle;
  }

  /** Whether the bucket keeps earlier versions. `undefined`: no answer has told yet, and on Google Cloud Storage none does. */
  get keepsVersions(): boolean | undefined {
    return this.#requests.keepsVersions;
  }

  /** The earlier versions of the objects whose keys begin with `base`: up to 1,000. An object of now is none. */
  async earlierVersions(base: string): Promise<EarlierVersions> {
    const { prefix } = this.#requests;
    const { xml } = await this.#list(new URLSearchParams({ versions: '', prefix: prefix + base }));
    const listed = readVersions(xml, this.isGoogle ? 'Generation' : 'VersionId');
    const versions = listed.map((version) => ({ ...version, key: version.key.slice(prefix.length) }));
    return {
      versions: versions.filter(({ isDeleteMarker, isLatest }) => isDeleteMarker || !isLatest),
      incompleteKey: isTruncated(xml) ? versions.at(-1)?.key : undefined,
    };
  }

  async readVersion(version: EarlierVersion): Promise<string | undefined> {
    return (await this.#ofVersion(version, { method: 'GET' }))?.text();
  }

  async removeVersion(version: EarlierVersion): Promise<void> {
    await this.#ofVersion(version, { method: 'DELETE' });
  }

  #ofVersion({ key, id }: EarlierVersion, init: BucketRequest): Promise<BucketAnswer | undefined> {
    const name = this.isGoogle ? 'generation' : 'versionId';
    return this.#requests.object(key, init, new URLSearchParams({ [name]: id }));
  }

  #headersOf(condition: WriteCondition): Record<string, string> {
    const version = condition === 'absent' ? undefined : condition.version;
    if (this.isGoogle) return { 'x-goog-if-generation-match': version ?? '0' };
    return version === undefined ? { 'if-none-match': '*' } : { 'if-match': version };
  }

  #versionOf({ headers }: BucketAnswer): string {
    return headers[this.isGoogle ? 'x-goog-generation' : 'etag'] ?? '';
  }

  async #list(
    query: URLSearchParams,
    signal?: AbortSignal,
  ): Promise<{ response: BucketAnswer; xml: string }> {
    const response = await this.#requests.list(query, signal);
    const xml = await response.text();
    if (!isListing(xml)) throw new S3Error(response.status, 'InvalidResponse');
    return { response, xml };
  }
}

/** By the server's clock, because the clocks of machines differ. */
function ageOf(response: BucketAnswer, lastModified: number): number {
  const now = Date.parse(response.headers.date ?? '');
  return (Number.isNaN(now) ? Date.now() : now) - lastModified;
}
