/**
 * The growth between two lengths that a parser may have at most: `ratio ** 1.6`, between a linear one, whose time grows like the length,
 * and a quadratic one, whose time grows like its square.
 */
const EXPONENT = 1.6;

/**
 * In ms of CPU time for each character. Up to this, growth is no fault: garbage collection alone makes a linear parser seven times as slow
 * for three times the length. A quadratic one that reads ten characters in a nanosecond needs 1 µs for each from 20,000 characters on.
 */
const LEAST_MS = 0.001;

/**
 * How often a length is measured at most. The least time counts: garbage collection and compilation add to the others. A length that is
 * still too slow is measured as often again, in turn with the length before it, because a busy machine slows all runs of some seconds.
 */
const RUNS = 5;

/**
 * The CPU time of an operation of this process. Unlike the time of a clock, it does not depend on the load of the machine. Errors have no
 * stack meanwhile: for a parser that catches one for each line, the stacks take most of the time.
 */
async function cpuTimeMs(operation: () => Promise<unknown>): Promise<number> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const before = process.cpuUsage();
  try {
    await operation();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** What `length` may take at most after a shorter one. */
const mostMs = (before: { length: number; ms: number }, length: number) =>
  Math.max(before.ms * (length / before.length) ** EXPONENT, length * LEAST_MS);

type Operation = (text: string) => Promise<unknown>;
type TextOf = (length: number) => string;

/** Whether the time of an operation grows faster than the length of its text. Returns the fault, or `undefined`. */
export async function growthFault(operation: Operation, textOf: TextOf, lengths: readonly number[]) {
  return (await measureGrowth(operation, textOf, lengths)).fault;
}

/** The same, and the CPU time for the last length that was measured, in ms. A quadratic operation ends at the length that shows it. */
export async function measureGrowth(
  operation: Operation,
  textOf: TextOf,
  lengths: readonly number[],
): Promise<{ ms: number; fault?: string }> {
  let before: { length: number; ms: number } | undefined;
  for (const length of lengths) {
    const text = textOf(length);
    let most = before ? mostMs(before, length) : length * LEAST_MS;
    let ms = Number.POSITIVE_INFINITY;
    for (let run = 1; run <= RUNS && ms > most; run += 1) {
      ms = Math.min(ms, await cpuTimeMs(() => operation(text)));
    }
    for (let run = 1; before && run <= RUNS && ms > most; run += 1) {
      const shorter = textOf(before.length);
      before.ms = await cpuTimeMs(() => operation(shorter));
      most = mostMs(before, length);
      ms = await cpuTimeMs(() => operation(text));
    }
    if (before && ms > most) {
      const fault = `${before.length} characters take ${before.ms} ms, ${length} take ${ms} ms: “${text.slice(0, 30)}…”`;
      return { ms, fault };
    }
    before = { length, ms };
  }
  return { ms: before?.ms ?? 0 };
}
