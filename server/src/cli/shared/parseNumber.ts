import { InvalidArgumentError } from 'commander';

/** Reads a whole number of an option, from `low` to `high`. */
export function parseWholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`Give a whole number from ${low} to ${high}.`);
  };
}

/** 0 lets the system choose. */
export const parsePort = parseWholeNumber(0, 65_535);
