/** A number that was read from JSON. `NaN` for any other value: `Number()` throws for an object such as `{ "valueOf": 1, "toString": 1 }`. */
export function numberIn(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}
