import { forbidden, type IsAllowed } from '../middleware/authorization.js';
import { isOwnByHeaders } from '../middleware/csrf.js';
import { DEFAULT_HEADERS, withDefaultHeaders } from '../middleware/withDefaultHeaders.js';
import { PlainAnswer, type PlainRequest } from '../node/PlainAnswer.js';
import type { PictureDocuments } from '../pictures/PictureDocuments.js';
import { rememberByAccept } from '../rememberByAccept.js';
import { documentKey, negotiatePictures, type PicturesFormat, picturesHeaders } from './picturesFormat.js';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Fast path for the JSON of known chats: the answer of the last second to the same query, without the router and without a look at the
 * store. `authorize` still decides about each request. Takes `GET` of the own origin, whose answer has no CORS headers.
 */
export class PicturesFastPath {
  readonly #documents: Pick<PictureDocuments<unknown>, 'recent'>;
  readonly #isAllowed: IsAllowed;
  /** Up to the query. */
  readonly #path: string;
  readonly #formatFor = rememberByAccept(negotiatePictures);
  /** Of each answer that is sent again. To make them for each request takes 6 % of the CPU that the process spends. */
  readonly #headers = new WeakMap<Bytes, Readonly<Record<string, string>>>();

  constructor(documents: Pick<PictureDocuments<unknown>, 'recent'>, isAllowed: IsAllowed, basePath: string) {
    this.#documents = documents;
    this.#isAllowed = isAllowed;
    this.#path = `${basePath === '/' ? '' : basePath}/pictures?`;
  }

  /** `undefined`: the router has to answer. */
  answer(request: PlainRequest, web: Request): Promise<PlainAnswer | Response | undefined> | undefined {
    const { method, target } = request;
    if (method !== 'GET' || !target.startsWith(this.#path) || !isOwnByHeaders(request)) return undefined;
    const format = this.#formatFor(request.header('accept') ?? '');
    const key = documentKey(format, target.slice(this.#path.length));
    return this.#documents.recent(key) && this.#authorized(web, format, key);
  }

  async #authorized(web: Request, format: PicturesFormat, key: string) {
    if (await this.#isAllowed(web)) {
      // Again, because `authorize` may have taken seconds.
      const bytes = this.#documents.recent(key);
      return bytes && new PlainAnswer(200, this.#headersOf(format, bytes), bytes);
    }
    const refusal = forbidden();
    refusal.headers.set('vary', 'Origin');
    return withDefaultHeaders(refusal);
  }

  #headersOf(format: PicturesFormat, bytes: Bytes): Readonly<Record<string, string>> {
    const known = this.#headers.get(bytes);
    if (known) return known;
    const headers = headersOf(format, bytes);
    this.#headers.set(bytes, headers);
    return headers;
  }
}

/** What the middleware adds to the answer of the route, too. */
function headersOf(format: PicturesFormat, bytes: Bytes): Record<string, string> {
  return {
    ...DEFAULT_HEADERS,
    ...picturesHeaders(format),
    vary: 'Accept, Origin',
    'content-length': String(bytes.byteLength),
  };
}
