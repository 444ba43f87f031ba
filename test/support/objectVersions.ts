import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { S3Objects, Stored } from './s3Objects.js';

interface Version {
  id: string;
  /** `undefined`: a delete marker. */
  stored: Stored | undefined;
  /** Google Cloud Storage only: deleted, without a marker that would stand for it. */
  isNoncurrent?: boolean;
}

/**
 * Versioning for the objects of a bucket, which s3rver does not know: each write adds a version, a DELETE adds a marker (S3) or leaves
 * none current (Google Cloud Storage), `?versions` lists all of them, and a DELETE of one version erases it.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html, https://cloud.google.com/storage/docs/xml-api/get-bucket-list
 */
export class ObjectVersions {
  readonly #bucket: string;
  readonly #objects: S3Objects;
  readonly #isGoogle: boolean;
  /** By key, newest first. */
  readonly #versions = new Map<string, Version[]>();
  #generation = 1_700_000_000_000_000;
  /** The status of an answer to a user who may not list or erase versions. */
  denies: number | undefined;
  /** Entries of one page of a list. */
  maxKeys = 1_000;

  constructor(bucket: string, objects: S3Objects, isGoogle: boolean) {
    this.#bucket = bucket;
    this.#objects = objects;
    this.#isGoogle = isGoogle;
    objects.onChange = (key, stored) => this.#add(key, stored);
  }

  /** The keys of everything that is left, current or not, with the number of versions and markers of each. */
  get all(): Record<string, number> {
    return Object.fromEntries([...this.#versions].map(([key, { length }]) => [key, length]));
  }

  /** Answers a request that names versions. */
  answer({ method, url = '/' }: IncomingMessage, response: ServerResponse): boolean {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const key = decodeURIComponent(pathname.slice(this.#bucket.length + 2));
    const id = searchParams.get(this.#isGoogle ? 'generation' : 'versionId');
    const isList = key === '' && searchParams.has('versions');
    if (!isList && id === null) return false;
    if (this.denies !== undefined) {
      const code = this.denies === 403 ? 'AccessDenied' : 'NotImplemented';
      response.writeHead(this.denies).end(`<Error><Code>${code}</Code></Error>`);
    } else if (isList) {
      response.end(this.#list(searchParams.get('prefix') ?? ''));
    } else if (method === 'DELETE') {
      this.#erase(key, id);
      response.writeHead(204).end();
    } else {
      const stored = this.#versions.get(key)?.find((version) => version.id === id)?.stored;
      response.writeHead(stored ? 200 : 404).end(stored?.bytes);
    }
    return true;
  }

  /** Only S3 names the version of the object, or the marker that hides it, in answers to requests that name none. */
  addHeaders({ url = '/' }: IncomingMessage, response: ServerResponse): void {
    if (this.#isGoogle) return;
    const { pathname } = new URL(url, 'http://localhost');
    const [latest] = this.#versions.get(decodeURIComponent(pathname.slice(this.#bucket.length + 2))) ?? [];
    if (latest === undefined) return;
    response.setHeader('x-amz-version-id', latest.id);
    if (!latest.stored) response.setHeader('x-amz-delete-marker', 'true');
  }

  #add(key: string, stored: Stored | undefined): void {
    const versions = this.#versions.get(key) ?? [];
    const id = this.#isGoogle ? String(++this.#generation) : randomUUID();
    if (stored || !this.#isGoogle) versions.unshift({ id, stored });
    else if (versions[0]) versions[0].isNoncurrent = true;
    if (versions.length > 0) this.#versions.set(key, versions);
  }

  #erase(key: string, id: string | null): void {
    const versions = (this.#versions.get(key) ?? []).filter((version) => version.id !== id);
    if (versions.length > 0) this.#versions.set(key, versions);
    else this.#versions.delete(key);
    const [latest] = versions;
    this.#objects.restore(key, latest?.isNoncurrent ? undefined : latest?.stored);
  }

  #list(prefix: string): string {
    const entries = [...this.#versions.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort()
      .flatMap((key) => this.#describe(key));
    const isTruncated = entries.length > this.maxKeys;
    const name = this.#isGoogle ? 'ListBucketResult' : 'ListVersionsResult';
    return `<?xml version="1.0" encoding="UTF-8"?><${name}><Name>${this.#bucket}</Name><IsTruncated>${isTruncated}</IsTruncated>${entries.slice(0, this.maxKeys).join('')}</${name}>`;
  }

  #describe(key: string): string[] {
    return (this.#versions.get(key) ?? []).map(({ id, stored, isNoncurrent }, index) => {
      const kind = stored ? 'Version' : 'DeleteMarker';
      const version = this.#isGoogle ? 'Generation' : 'VersionId';
      const isLatest = index === 0 && !isNoncurrent;
      return `<${kind}><Key>${key}</Key><${version}>${id}</${version}><IsLatest>${isLatest}</IsLatest></${kind}>`;
    });
  }
}
