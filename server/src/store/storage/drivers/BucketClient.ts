import { withoutTrailingSlashes } from '../../../lib/withoutTrailingSlashes.js';

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

/** An object with what conditional writes need. */
export interface VersionedObject {
  body: string;
  version: string;
  /** Time since its last write, by the server's clock, in ms. Exact to a second. */
  ageMs: number;
}

/** The condition of a write: no object is there, or the one of this version. */
export type WriteCondition = 'absent' | { version: string };

/** An earlier state of an object in a bucket with versioning. */
export interface EarlierVersion {
  key: string;
  /** The version id (S3), or the generation (Google Cloud Storage). */
  id: string;
  /** Says that the object was deleted, and has no content. The latest one hides all versions. */
  isDeleteMarker: boolean;
  isLatest: boolean;
}

export interface EarlierVersions {
  /** Newest first for each key. */
  versions: EarlierVersion[];
  /** The key that may have more. `undefined`: the list has all versions. */
  incompleteKey: string | undefined;
}

/** Longer than the timeout of any caller: it only frees the socket of a server that stopped answering. */
const SOCKET_TIMEOUT_MS = 60_000;

/** The part of the S3 API that a picture store needs. Keys have slashes. */
export class BucketClient {
  readonly #options: BucketClientOptions;
  readonly #bucketUrl: string;
  readonly #prefix: string;
  #keepsVersions: boolean | undefined;

  constructor(options: BucketClientOptions) {
    this.#options = options;
    this.#bucketUrl = `${withoutTrailingSlashes(options.endpoint)}/${options.bucket}`;
    this.#prefix = options.prefix ? `${options.prefix}/` : '';
  }

  /** `undefined` if there is no such object. @throws {S3Error} */
  get(key: string): Promise<Response | undefined> {
    return this.#send(this.#urlOf(key), { method: 'GET' });
  }

  async has(key: string): Promise<boolean> {
    return (await this.#send(this.#urlOf(key), { method: 'HEAD' })) !== undefined;
  }

  async put(key: string, body: BodyInit): Promise<void> {
    await this.#send(this.#urlOf(key), { method: 'PUT', body });
  }

  async remove(key: string): Promise<void> {
    await this.#send(this.#urlOf(key), { method: 'DELETE' });
  }

  /** Whether the bucket keeps earlier versions. `undefined`: no answer has told yet, and on Google Cloud Storage none does. */
  get keepsVersions(): boolean | undefined {
    return this.#keepsVersions;
  }

  /** The earlier versions of the objects whose keys begin with `base`: up to 1,000. An object of now is none. */
  async earlierVersions(base: string): Promise<EarlierVersions> {
    const query = new URLSearchParams({ versions: '', prefix: this.#prefix + base });
    const { xml } = await this.#listXml(query);
    const [, ...parts] = xml.split(/<(Version|DeleteMarker)>/);
    const versions: EarlierVersion[] = [];
    for (let index = 0; index < parts.length; index += 2) {
      const entry = parts[index + 1] ?? '';
      versions.push({
        key: unescapeXml(elementOf(entry, 'Key')).slice(this.#prefix.length),
        id: unescapeXml(elementOf(entry, this.isGoogle ? 'Generation' : 'VersionId')),
        isDeleteMarker: parts[index] === 'DeleteMarker',
        isLatest: /^\s*true/i.test(elementOf(entry, 'IsLatest')),
      });
    }
    const isTruncated = /<IsTruncated>\s*true/i.test(xml);
    return {
      versions: versions.filter(({ isDeleteMarker, isLatest }) => isDeleteMarker || !isLatest),
      incompleteKey: isTruncated ? versions.at(-1)?.key : undefined,
    };
  }

  async readVersion(version: EarlierVersion): Promise<string | undefined> {
    return (await this.#send(this.#urlOfVersion(version), { method: 'GET' }))?.text();
  }

  async removeVersion(version: EarlierVersion): Promise<void> {
    await this.#send(this.#urlOfVersion(version), { method: 'DELETE' });
  }

  /** All keys that begin with `base`. */
  async keys(base: string): Promise<string[]> {
    const keys: string[] = [];
    for (let marker = ''; ; ) {
      const page = await this.page(base, marker);
      for (const { key } of page.objects) keys.push(key);
      if (page.next === undefined || page.next === marker) return keys;
      marker = page.next;
    }
  }

  /** Up to 1,000 objects that begin with `base`, and where the next page begins. */
  // ListObjects, version 1: all S3-compatible servers support its marker, which is the last key of a page.
  async page(
    base: string,
    marker = '',
  ): Promise<{ objects: { key: string; ageMs: number }[]; next?: string }> {
    const query = new URLSearchParams({ prefix: this.#prefix + base, marker });
    const { response, xml } = await this.#listXml(query);
    const [, ...entries] = xml.split('<Contents>');
    const objects = entries.map((entry) => ({
      key: unescapeXml(elementOf(entry, 'Key')),
      ageMs: ageOf(response, elementOf(entry, 'LastModified')),
    }));
    const next = objects.at(-1)?.key;
    const isTruncated = next !== undefined && /<IsTruncated>\s*true/i.test(xml);
    return {
      objects: objects.map(({ key, ageMs }) => ({ key: key.slice(this.#prefix.length), ageMs })),
      ...(isTruncated && { next }),
    };
  }

  get isGoogle(): boolean {
    return this.#options.versions === 'generation';
  }

  /** A version that no object has. */
  get versionOfNone(): string {
    return this.isGoogle ? '1' : '"00000000000000000000000000000000"';
  }

  /** The body and version of an object. */
  async read(key: string): Promise<VersionedObject | undefined> {
    const response = await this.get(key);
    if (response === undefined) return undefined;
    const version = this.#versionOf(response);
    return {
      body: await response.text(),
      version,
      ageMs: ageOf(response, response.headers.get('last-modified')),
    };
  }

  /** Writes an object if the condition holds, atomically. Returns its version, or `undefined` if the condition does not hold. */
  async putIf(key: string, body: string, condition: WriteCondition): Promise<string | undefined> {
    try {
      const headers = this.#headersOf(condition);
      const response = await this.#send(this.#urlOf(key), { method: 'PUT', body, headers });
      return response && this.#versionOf(response);
    } catch (thrown) {
      // 409: another conditional write is in progress. 404: there is no object of this version.
      const isUnmet = thrown instanceof S3Error && [404, 409, 412].includes(thrown.status);
      if (isUnmet && thrown.code !== 'NoSuchBucket') return undefined;
      throw thrown;
    }
  }

  #headersOf(condition: WriteCondition): Record<string, string> {
    const version = condition === 'absent' ? undefined : condition.version;
    if (this.isGoogle) return { 'x-goog-if-generation-match': version ?? '0' };
    return version === undefined ? { 'if-none-match': '*' } : { 'if-match': version };
  }

  #versionOf({ headers }: Response): string {
    return headers.get(this.isGoogle ? 'x-goog-generation' : 'etag') ?? '';
  }

  /** An answer of another program, such as the page of a proxy, must not look like an empty bucket. */
  async #listXml(query: URLSearchParams): Promise<{ response: Response; xml: string }> {
    const response = await this.#send(`${this.#bucketUrl}?${query}`, { method: 'GET' });
    if (response === undefined) throw new S3Error(404, 'NoSuchBucket');
    const xml = await response.text();
    if (!/<List(?:Bucket|Versions)Result[\s>/]/.test(xml))
      throw new S3Error(response.status, 'InvalidResponse');
    return { response, xml };
  }

  #urlOf(key: string): string {
    const path = this.#prefix + key;
    return `${this.#bucketUrl}/${path.split('/').map(encodeURIComponent).join('/')}`;
  }

  /** S3 names a version in each answer about an object of a bucket with versioning, also after it was suspended, and in no other. */
  #noteVersions(method: string | undefined, { ok, headers }: Response): void {
    if (this.isGoogle) return;
    const isNamed = [...headers.keys()].some((name) => /-(version-id|delete-marker)$/.test(name));
    if (isNamed) this.#keepsVersions = true;
    else if (method === 'DELETE' && ok) this.#keepsVersions = false;
  }

  #urlOfVersion({ key, id }: EarlierVersion): string {
    const name = this.isGoogle ? 'generation' : 'versionId';
    return `${this.#urlOf(key)}?${new URLSearchParams({ [name]: id })}`;
  }

  async #send(url: string, init: RequestInit): Promise<Response | undefined> {
    const response = await this.#options.fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(SOCKET_TIMEOUT_MS),
    });
    this.#noteVersions(init.method, response);
    if (response.ok) return response;
    const code = /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1];
    if (response.status === 404 && init.method !== 'PUT' && code !== 'NoSuchBucket') return undefined;
    throw new S3Error(response.status, code ?? CODE_BY_STATUS[response.status]);
  }
}

/** Codes for answers without a body, such as those of HEAD. */
const CODE_BY_STATUS: Record<number, string> = {
  301: 'PermanentRedirect',
  401: 'InvalidAccessKeyId',
  403: 'AccessDenied',
  404: 'NoSuchBucket',
  429: 'SlowDown',
  503: 'SlowDown',
  507: 'InsufficientStorage',
};

/** An error answer of S3, with S3's own code. The message does not contain the URL. */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code = `HTTP_${status}`) {
    super(`The bucket answered ${status}.`);
    this.status = status;
    this.code = code;
  }
}

/** By the server's clock, because the clocks of machines differ. */
function ageOf(response: Response | undefined, lastModified: string | null): number {
  const now = Date.parse(response?.headers.get('date') ?? '');
  return (Number.isNaN(now) ? Date.now() : now) - Date.parse(lastModified ?? '');
}

function elementOf(xml: string, name: string): string {
  const start = xml.indexOf(`<${name}>`);
  const end = xml.indexOf(`</${name}>`, start);
  return start === -1 || end === -1 ? '' : xml.slice(start + name.length + 2, end);
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([\da-f]+));/gi, (_, name, decimal, hex) =>
    name
      ? (ENTITIES[name] ?? '')
      : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
  );
}
