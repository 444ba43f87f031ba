import type { EmulatorClock } from './clock.js';

const DAY = 24 * 60 * 60 * 1000;

/**
 * The engine's cache: 24 h in memory, empty answers included. It ignores the expiry of the cached URLs.
 */
export class PictureCache {
  readonly #clock: EmulatorClock;
  readonly #entries = new Map<string, { url: string | null; until: number }>();

  constructor(clock: EmulatorClock) {
    this.#clock = clock;
  }

  /** `undefined` when nothing is cached, `null` for a cached empty answer. */
  get(key: string): string | null | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && this.#clock.now() < entry.until ? entry.url : undefined;
  }

  set(key: string, url: string | null): void {
    this.#entries.set(key, { url, until: this.#clock.now() + DAY });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Deletes every entry with a matching key. */
  forget(matches: (key: string) => boolean): void {
    for (const key of this.#entries.keys()) if (matches(key)) this.#entries.delete(key);
  }
}
