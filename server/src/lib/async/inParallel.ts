/**
 * Bounded concurrency. Does the work for each item, at most `concurrency` pieces at a time. After an error none is started any more, and
 * the first error is thrown when those in progress have ended.
 */
export async function inParallel<T>(
  items: Iterable<T>,
  concurrency: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  let failure: { thrown: unknown } | undefined;
  const next = () => (failure ? undefined : rest.next());
  const run = async () => {
    for (let item = next(); item && !item.done; item = next()) {
      try {
        await work(item.value);
      } catch (thrown) {
        failure ??= { thrown };
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, run));
  if (failure) throw failure.thrown;
}
