/** Requests of one minute, or of the whole run. */
export class Tally {
  sent = 0;
  answered = 0;
  /** Requests that the browser gave up, as a page that is closed does. */
  left = 0;
  readonly statuses: Record<string, number> = {};
  /** Requests without a complete answer. Each is a fault of the gateway. */
  readonly failures: Record<string, number> = {};
  /** Answers about one chat: a picture, none, or the code of an error. */
  readonly chats: Record<string, number> = {};
  readonly #durations: number[] = [];

  answer(status: string, ms: number): void {
    this.answered += 1;
    count(this.statuses, status);
    this.#durations.push(ms);
  }

  fail(reason: string): void {
    count(this.failures, reason);
  }

  chat(answer: string): void {
    count(this.chats, answer);
  }

  /** The latency that this share of the answers does not exceed, in ms. */
  percentile(share: number): number {
    const sorted = this.#durations.sort((a, b) => a - b);
    return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  }
}

export function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
