import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Enforces the conditions of writes for a server that ignores them, and that writes in place. All requests pass through here, one after
 * another for each object, so that the versions are known and no read sees half a write.
 */
export class ConditionalWrites {
  #conditions: 'etag' | 'generation' | 'ignored';
  /** By path. */
  readonly #versions = new Map<string, string>();
  readonly #queues = new Map<string, Promise<void>>();
  #generation = 1_700_000_000_000_000;

  constructor(conditions: 'etag' | 'generation' | 'ignored') {
    this.#conditions = conditions;
  }

  /** From now on, as a server that does not know conditions. */
  ignore(): void {
    this.#conditions = 'ignored';
  }

  async run(request: IncomingMessage, response: ServerResponse, pass: () => Promise<void>): Promise<void> {
    const path = request.url ?? '';
    const previous = this.#queues.get(path) ?? Promise.resolve();
    const turn = previous.then(() => this.#answer(request, response, pass));
    this.#queues.set(path, turn);
    await turn;
    if (this.#queues.get(path) === turn) this.#queues.delete(path);
  }

  #answer(request: IncomingMessage, response: ServerResponse, pass: () => Promise<void>): Promise<void> {
    if (this.#conditions === 'ignored') return pass();
    if (request.method === 'PUT' || request.method === 'DELETE') return this.#write(request, response, pass);
    if (this.#conditions === 'generation')
      this.#addGeneration(response, this.#versions.get(request.url ?? ''));
    return pass();
  }

  async #write(request: IncomingMessage, response: ServerResponse, pass: () => Promise<void>): Promise<void> {
    const path = request.url ?? '';
    const names = Object.keys(request.headers);
    // https://cloud.google.com/storage/docs/xml-api/reference-headers
    const isMixed = ['x-amz-', 'x-goog-'].every((kind) => names.some((name) => name.startsWith(kind)));
    if (this.#conditions === 'generation' && isMixed)
      return refuse(request, response, 400, 'ExcessHeaderValues');
    if (!this.#holds(request, this.#versions.get(path))) {
      return refuse(request, response, 412, 'PreconditionFailed');
    }
    const generation = String(++this.#generation);
    if (this.#conditions === 'generation') this.#addGeneration(response, generation);
    await pass();
    if (response.statusCode >= 300) return;
    const etag = String(response.getHeader('etag'));
    if (request.method === 'DELETE') this.#versions.delete(path);
    else this.#versions.set(path, this.#conditions === 'generation' ? generation : etag);
  }

  #holds({ headers }: IncomingMessage, version: string | undefined): boolean {
    if (this.#conditions === 'generation') {
      const wanted = headers['x-goog-if-generation-match'];
      return wanted === undefined || wanted === (version ?? '0');
    }
    if (headers['if-none-match'] === '*') return version === undefined;
    return headers['if-match'] === undefined || headers['if-match'] === version;
  }

  #addGeneration(response: ServerResponse, generation: string | undefined): void {
    if (generation !== undefined) response.setHeader('x-goog-generation', generation);
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, code: string): void {
  request.resume();
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code></Error>`);
}
