/**
 * A response in the terms of node:http. A web `Request` and `Response` with its stream cost three times as much CPU as everything
 * else about an image in memory, so such images are answered without them.
 */
export class PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes | null;

  constructor(status: number, headers: Readonly<Record<string, string>>, body: Bytes | null = null) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** The same answer with one more header. */
  with(name: string, value: string): PlainAnswer {
    return new PlainAnswer(this.status, { ...this.headers, [name]: value }, this.body);
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

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
  return new Response(body, { status, headers });
}
