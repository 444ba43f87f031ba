import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { clockId, uptime } from '../../lib/machineClock.js';
import { entryLimit } from '../../lib/memory/entryLimit.js';
import { isProcessDead } from './processId.js';

/** More claims than are alive at a time. Bounds the memory. */
const MAX_SEEN = 10_000;

/** When this process saw the claim of another machine first, on the clock of `performance.now()`. */
const seenAt = new LRUCache<string, number>(entryLimit(MAX_SEEN));

/**
 * A claim of a folder lease, which is the name of a file: `<expiry>_<owner>_<uuid>_<clock>_<expiry on it>_<TTL>`. The first expiry is
 * a date, and the order of simultaneous claims. Durations are measured by monotonic clocks, so that a step of the system's clock
 * neither ends a lease nor prolongs it:
 *
 * - On one machine, all processes have one monotonic clock.
 * - A claim of another machine ends at its date, or when this process has seen it for its whole TTL.
 */
export class Claim {
  readonly name: string;
  readonly #endsAt: number;
  readonly #owner: string;
  readonly #clock: string;
  readonly #clockEndsAt: number;
  readonly #ttlMs: number;

  private constructor(
    name: string,
    [endsAt = '', owner = '', , clock = '', clockEndsAt = '', ttlMs = '']: string[],
  ) {
    this.name = name;
    this.#endsAt = Number(endsAt);
    this.#owner = owner;
    this.#clock = clock;
    this.#clockEndsAt = Number(clockEndsAt);
    this.#ttlMs = Number(ttlMs || Number.POSITIVE_INFINITY);
  }

  /** `owner`: the process that holds it, or empty if the claim outlives its process. */
  static create(ttlMs: number, owner: string): string {
    const ttl = Math.ceil(ttlMs);
    return [Date.now() + ttl, owner, randomUUID(), clockId(), uptime() + ttl, ttl].join('_');
  }

  /** `undefined`: the file is no claim. */
  static parse(name: string): Claim | undefined {
    const fields = name.split('_');
    return /^\d+$/.test(fields[0] ?? '') ? new Claim(name, fields) : undefined;
  }

  /** Time until it ends, in ms. Not above 0 after its end, and when its process is known to be dead. */
  remaining(): number {
    if (isProcessDead(this.#owner)) return 0;
    if (this.#clock === clockId()) return this.#clockEndsAt - uptime();
    const now = performance.now();
    const firstSeen = seenAt.get(this.name) ?? now;
    if (firstSeen === now) seenAt.set(this.name, now);
    return Math.min(this.#endsAt - Date.now(), firstSeen + this.#ttlMs - now);
  }
}
