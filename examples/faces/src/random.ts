/**
 * A 32-bit hash of a text: FNV-1a over its UTF-16 code units, then MurmurHash3's finaliser. It gives the same value on every
 * machine. It is not cryptographic.
 */
export function hash(text: string, seed = 0): number {
  let bits = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  }
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Pseudo-random numbers, the same for the same seed. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  between(low: number, high: number): number;
  /** `true` with this probability. */
  chance(probability: number): boolean;
  /** One of the items. Throws a `RangeError` when there is none. */
  pick<T>(items: readonly T[]): T;
}

/** Mulberry32: small, fast, and good enough for pictures and names. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    pick<T>(items: readonly T[]): T {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new RangeError('There is nothing to pick from.');
      return item;
    },
  };
}
