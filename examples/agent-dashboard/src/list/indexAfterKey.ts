/** Where a key leads in a list of `count` rows; `undefined` for a key that leads nowhere. */
export function indexAfterKey(
  key: string,
  index: number,
  count: number,
  pageSize: number,
): number | undefined {
  const moves: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + pageSize,
    PageUp: index - pageSize,
    Home: 0,
    End: count - 1,
  };
  const next = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return next === undefined || count === 0 ? undefined : Math.min(Math.max(next, 0), count - 1);
}
