export interface Delayed {
  /** Earliest time of the next attempt, in ms of `performance.now()`. */
  notBefore: number;
}

/**
 * Work queue with delayed retries. Items become tasks when they are taken, so that a waiting item costs no more than its place in
 * the array. A task that waits for its retry occupies no worker.
 */
export class TaskQueue<Item, Task extends Delayed> {
  /** In reverse order: the next item is the last one. */
  readonly #items: Item[];
  readonly #toTask: (item: Item) => Task;
  /** Sorted: the earliest is the last one. */
  readonly #retries: Task[] = [];
  readonly #sleepers = new Set<() => void>();
  #running = 0;
  #pausedUntil = 0;
  #holds = 0;
  #isClosed = false;

  constructor(items: readonly Item[], toTask: (item: Item) => Task) {
    this.#items = items.toReversed();
    this.#toTask = toTask;
  }

  /**
   * The next task, as soon as one may start; `undefined` when all tasks are done, or after `close`. A task is running until `done`
   * or `retry` is called with it. With `anywhere`, the item is taken from a random place: neighbours often fail for the same
   * reason.
   */
  async take({ anywhere = () => false }: { anywhere?: () => boolean } = {}): Promise<Task | undefined> {
    while (!this.#isClosed) {
      const now = performance.now();
      const nextAt = this.#nextAt();
      if (nextAt === Number.POSITIVE_INFINITY && this.#running === 0) return undefined;
      const startsAt = this.#holds > 0 ? Number.POSITIVE_INFINITY : Math.max(nextAt, this.#pausedUntil);
      if (startsAt <= now) {
        this.#running += 1;
        return this.#next(anywhere());
      }
      await this.#sleep(startsAt - now);
    }
    return undefined;
  }

  done(): void {
    this.#running -= 1;
    if (this.#running === 0) this.#wake();
  }

  /** Puts a task back, to be taken again from `notBefore` on. */
  retry(task: Task): void {
    this.#running -= 1;
    let index = this.#retries.length;
    while (index > 0 && (this.#retries[index - 1] as Task).notBefore < task.notBefore) index -= 1;
    this.#retries.splice(index, 0, task);
    this.#wake();
  }

  /** Whether some items were never taken. */
  get hasItems(): boolean {
    return this.#items.length > 0;
  }

  get isPaused(): boolean {
    return this.#holds > 0 || performance.now() < this.#pausedUntil;
  }

  /** Hands out no task for `durationMs`. A running pause that ends later stays in force. */
  pause(durationMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + durationMs);
  }

  /** Hands out no task between `hold(true)` and `hold(false)`. Holds are counted. */
  hold(isHeld: boolean): void {
    this.#holds += isHeld ? 1 : -1;
    this.#wake();
  }

  /** Hands out no further task. Returns the tasks that wait for a retry. */
  close(): Task[] {
    this.#isClosed = true;
    this.#wake();
    return [...this.#retries];
  }

  #nextAt(): number {
    if (this.#items.length > 0) return 0;
    return this.#retries.at(-1)?.notBefore ?? Number.POSITIVE_INFINITY;
  }

  /** New items first, so that a chat that fails delays no other. */
  #next(anywhere: boolean): Task | undefined {
    const last = this.#items.length - 1;
    if (anywhere && last > 0) {
      const index = Math.floor(Math.random() * this.#items.length);
      [this.#items[index], this.#items[last]] = [this.#items[last] as Item, this.#items[index] as Item];
    }
    const item = this.#items.pop();
    return item === undefined ? this.#retries.pop() : this.#toTask(item);
  }

  /** Until something changes, or for `ms` at most. */
  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#sleepers.delete(wake);
        resolve();
      };
      // A longer timer fires at once.
      const timer = setTimeout(wake, Math.min(ms, 2 ** 31 - 1));
      this.#sleepers.add(wake);
    });
  }

  #wake(): void {
    for (const wake of [...this.#sleepers]) wake();
  }
}
