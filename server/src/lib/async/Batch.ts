/**
 * Batching. Keys that callers ask for at the same time, or while a load is in progress, are loaded by one call, each key once. Each load
 * begins after its callers have asked, so that no answer is older than its question.
 */
export class Batch<Key, Result> {
  readonly #execute: (keys: Key[]) => Promise<Result>;
  #running: Promise<unknown> | undefined;
  #next: { keys: Set<Key>; result: Promise<Result> } | undefined;

  constructor(execute: (keys: Key[]) => Promise<Result>) {
    this.#execute = execute;
  }

  /** The result for these keys and those of other callers. Rejects as the load does. */
  load(keys: Iterable<Key>): Promise<Result> {
    this.#next ??= this.#queue();
    for (const key of keys) this.#next.keys.add(key);
    return this.#next.result;
  }

  #queue() {
    const keys = new Set<Key>();
    const start = () => {
      this.#next = undefined;
      return this.#execute([...keys]);
    };
    const result = (this.#running ?? Promise.resolve()).then(start, start);
    this.#running = result;
    return { keys, result };
  }
}
