let count = 0;

/**
 * The number of writes of records and pictures by this process, to any store. A reader compares it with the number before its read:
 * while both are the same, this process has changed nothing that was read.
 */
export const localWrites = (): number => count;

/** Call it after each write, also after one that failed: it may have reached the store. */
export function countLocalWrite(): void {
  count += 1;
}
