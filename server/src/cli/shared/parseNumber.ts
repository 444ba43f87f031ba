import { InvalidArgumentError } from 'commander';

/** A parser for an option that takes a whole number from `low` to `high`. */
export function parseWholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`Use a whole number from ${low} to ${high}.`);
  };
}

/** 0 lets the system choose a free port. */
export const parsePort = parseWholeNumber(0, 65_535);
