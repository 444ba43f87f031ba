/**
 * Bounded memo of a pure function of a text. Keeps the results of the last `limit` to 2 × `limit` texts: when the young half is
 * full, it becomes the old half, and the old half is dropped.
 */
export function memoizeByText<Result>(
  compute: (text: string) => Result,
  limit: number,
): (text: string) => Result {
  let young = new Map<string, Result>();
  let old = young;
  return (text) => {
    let result = young.get(text);
    if (result !== undefined) return result;
    result = old.get(text) ?? compute(text);
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(text, result);
    return result;
  };
}
