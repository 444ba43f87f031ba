import { Agent, fetch } from 'undici';
import { chatIdOf } from '../../processes/support/chatIdOf.js';
import { Tally } from './Tally.js';

/** Chats of one screen. */
const SCREEN = 4;

/** Of ten chats that a browser shows, eight are among the latest fifth, as in an inbox. */
const RECENT = { share: 0.8, of: 0.2 };

/** URLs of images that browsers have, from the latest answers. */
const MAX_URLS = 2_000;

/** Longer than any time-out of the gateway: what takes longer was not answered. */
const LIMIT_MS = 60_000;

/** On a busy machine, the clients have to wait as well. */
const dispatcher = new Agent({ connect: { timeout: LIMIT_MS }, keepAliveTimeout: 30_000 });

const ACCEPTS = ['image/avif,image/webp,image/*;q=0.8', 'image/webp,*/*;q=0.8', '*/*'];

interface Line {
  chatId: string;
  picture?: { status: string; url?: string; srcSet?: string };
  error?: { code: string };
  code?: string;
}

/** Browsers that open screens, load images, refresh, leave early and send nonsense. */
export class Browsers {
  readonly total = new Tally();
  minute = new Tally();
  /** Requests that wait for their answer. */
  open = 0;
  readonly #origin: string;
  readonly #chats: number;
  readonly #urls: string[] = [];

  constructor(origin: string, chats: number) {
    this.#origin = origin;
    this.#chats = chats;
  }

  /** Sends one request of a random kind. Resolves when it is answered. */
  async send(): Promise<void> {
    const dice = Math.random();
    if (dice < 0.47) await this.#screen();
    else if (dice < 0.94 && this.#urls.length > 0) await this.#image();
    else if (dice < 0.97) await this.#refresh();
    else if (dice < 0.99) await this.#leave();
    else await this.#ask('nonsense', `/pictures?chatId=${encodeURIComponent('+44 7123 456789')}`, {});
  }

  async #screen(): Promise<void> {
    const ids = new Set(Array.from({ length: SCREEN }, () => this.#anyChat()));
    const body = await this.#ask('pictures', `/pictures?${queryOf(ids)}`, {
      headers: { accept: 'application/x-ndjson' },
    });
    if (body === undefined) return;
    for (const line of body.split('\n').filter((text) => text !== '')) {
      const { chatId, picture, error, code } = JSON.parse(line) as Line;
      if (!ids.delete(chatId)) this.#count((tally) => tally.fail('an answer about another chat'));
      this.#count((tally) => tally.chat(picture?.status ?? error?.code ?? code ?? 'unknown'));
      if (picture?.url !== undefined) this.#remember(picture.url, picture.srcSet);
    }
    if (ids.size > 0) this.#count((tally) => tally.fail('a chat without an answer'));
  }

  async #image(): Promise<void> {
    const url = this.#urls[Math.floor(Math.random() * this.#urls.length)] ?? '/';
    const accept = ACCEPTS[Math.floor(Math.random() * ACCEPTS.length)] ?? '*/*';
    await this.#ask('images', url, { headers: { accept } });
  }

  async #refresh(): Promise<void> {
    await this.#ask('refresh', '/pictures/refresh', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chatId: this.#anyChat() }),
    });
  }

  async #leave(): Promise<void> {
    const signal = AbortSignal.timeout(Math.floor(Math.random() * 100));
    await this.#ask('left', `/pictures?${queryOf([this.#anyChat()])}`, { signal });
  }

  async #ask(
    kind: string,
    path: string,
    init: NonNullable<Parameters<typeof fetch>[1]>,
  ): Promise<string | undefined> {
    const startedAt = performance.now();
    this.open += 1;
    this.#count((tally) => {
      tally.sent += 1;
    });
    try {
      const signal = init.signal ?? AbortSignal.timeout(LIMIT_MS);
      const response = await fetch(new URL(path, this.#origin), { ...init, signal, dispatcher });
      const body = await response.text();
      this.#count((tally) => tally.answer(`${kind} ${response.status}`, performance.now() - startedAt));
      return response.ok ? body : undefined;
    } catch (error) {
      if (kind === 'left') {
        this.#count((tally) => {
          tally.left += 1;
        });
      } else this.#count((tally) => tally.fail(`${kind}: ${reasonOf(error)}`));
      return undefined;
    } finally {
      this.open -= 1;
    }
  }

  #count(add: (tally: Tally) => void): void {
    add(this.minute);
    add(this.total);
  }

  #anyChat(): string {
    const chats = Math.random() < RECENT.share ? this.#chats * RECENT.of : this.#chats;
    return chatIdOf(Math.floor(Math.random() * chats));
  }

  #remember(url: string, srcSet = ''): void {
    const urls = [url, ...srcSet.split(', ').map((candidate) => candidate.split(' ')[0] ?? '')];
    const chosen = urls[Math.floor(Math.random() * urls.length)] || url;
    if (chosen.startsWith('data:')) return;
    if (this.#urls.length >= MAX_URLS) this.#urls[Math.floor(Math.random() * MAX_URLS)] = chosen;
    else this.#urls.push(chosen);
  }
}

function queryOf(ids: Iterable<string>): URLSearchParams {
  return new URLSearchParams(Array.from(ids, (id) => ['chatId', id]));
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  return 'code' in cause ? String(cause.code) : cause.name;
}
