/**
 * A response in the terms of node:http. A web `Request` and `Response` with its stream cost three times as much CPU as everything
 * else about an image in memory, so the most frequent requests are answered without them.
 */
export class PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parts that are sent one after another. */
  readonly body: readonly Bytes[];

  constructor(status: number, headers: Readonly<Record<string, string>>, body: readonly Bytes[] = []) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** The same answer with one more header. */
  with(name: string, value: string): PlainAnswer {
    return new PlainAnswer(this.status, { ...this.headers, [name]: value }, this.body);
  }
}

export type Bytes = Uint8Array<ArrayBuffer>;

/** The parts of a request that decide the answer of an image. */
export interface PlainRequest {
  method: string;
  /** Path and query. */
  target: string;
  /** The value of a header. `name` is in lower case. */
  header(name: string): string | undefined;
}

/** Path and query of an absolute URL. Cheaper than `new URL`, because it runs for every request. */
export function targetOf(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf('://') + 3));
}

export function fromWebRequest({ method, url, headers }: Request): PlainRequest {
  return { method, target: targetOf(url), header: (name) => headers.get(name) ?? undefined };
}

export function toWebResponse({ status, headers, body }: PlainAnswer): Response {
  const [only = null] = body;
  return new Response(body.length > 1 ? Buffer.concat(body) : only, { status, headers });
}
