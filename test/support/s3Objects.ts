import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import S3Object from 's3rver/lib/models/object.js';

export interface Stored {
  bytes: Buffer;
  metadata: Record<string, string | undefined>;
}

/**
 * The objects of one bucket in memory, for s3rver. Its own store writes files: it acknowledges an object before the file is open, and
 * throws outside of any request when the folder has been removed in the meantime.
 */
export class S3Objects {
  readonly #bucket: string;
  readonly #objects = new Map<string, Stored>();
  /** Called after each write, and with `undefined` after each removal. */
  onChange: (key: string, stored: Stored | undefined) => void = () => undefined;

  constructor(bucket: string) {
    this.#bucket = bucket;
  }

  async getBucket(name: string) {
    return name === this.#bucket ? { name, creationDate: new Date(0) } : null;
  }

  putBucket(name: string) {
    return this.getBucket(name);
  }

  async listBuckets() {
    return [await this.getBucket(this.#bucket)];
  }

  async existsObject(_bucket: string, key: string) {
    return this.#objects.has(key);
  }

  async getObject(_bucket: string, key: string, { start, end }: { start?: number; end?: number } = {}) {
    const stored = this.#objects.get(key);
    if (!stored) return null;
    const range = { start: start ?? 0, end: Math.min(end ?? Infinity, stored.bytes.length - 1) };
    const content = Readable.from([stored.bytes.subarray(range.start, range.end + 1)], { objectMode: false });
    const object = new S3Object(this.#bucket, key, content, stored.metadata);
    if (start !== undefined) object.range = range;
    return object;
  }

  async putObject({ key, content, metadata }: S3Object) {
    const bytes = Buffer.isBuffer(content) ? content : await buffer(content);
    const md5 = createHash('md5').update(bytes).digest('hex');
    const stored = {
      bytes,
      metadata: {
        ...metadata,
        etag: `"${md5}"`,
        'last-modified': new Date().toUTCString(),
        'content-length': String(bytes.length),
      },
    };
    this.#objects.set(key, stored);
    this.onChange(key, stored);
    return { size: bytes.length, md5 };
  }

  async deleteObject(_bucket: string, key: string) {
    this.#objects.delete(key);
    this.onChange(key, undefined);
  }

  /** Makes an earlier version the object of now, or removes the object. */
  restore(key: string, stored: Stored | undefined) {
    if (stored) this.#objects.set(key, stored);
    else this.#objects.delete(key);
  }

  async listObjects(
    _bucket: string,
    {
      prefix = '',
      startAfter = '',
      maxKeys = 1000,
    }: { prefix?: string; startAfter?: string; maxKeys?: number },
  ) {
    const keys = [...this.#objects.keys()].filter((key) => key.startsWith(prefix) && key > startAfter).sort();
    const objects = keys
      .slice(0, maxKeys)
      .map((key) => new S3Object(this.#bucket, key, null, this.#objects.get(key)?.metadata ?? {}));
    return { objects, commonPrefixes: [], isTruncated: keys.length > maxKeys };
  }

  /** CORS and website rules: it has none. */
  async getSubresource() {
    return null;
  }
}
