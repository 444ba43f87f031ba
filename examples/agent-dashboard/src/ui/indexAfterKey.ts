interface Steps {
  /** Items in a row: more than one in a grid. */
  columns?: number;
  /** Items in a page. */
  page: number;
}

/** The index to which a key leads in a list of `count` items; `undefined` for other keys. */
export function indexAfterKey(
  key: string,
  index: number,
  count: number,
  { columns = 1, page }: Steps,
): number | undefined {
  const moves: Record<string, number> = {
    ArrowDown: index + columns,
    ArrowUp: index - columns,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: count - 1,
  };
  const next = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return next === undefined || count === 0 ? undefined : Math.min(Math.max(next, 0), count - 1);
}
