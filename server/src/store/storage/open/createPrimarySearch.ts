/** The pause between two connections that look for the primary, in ms. A failover takes seconds. */
const INTERVAL_MS = 2_000;

export interface PrimarySearch {
  /** Call it with each new connection. */
  connected(): void;
  /** ioredis's option: `2` opens a new connection and repeats the command, `true` opens one, `false` lets the command fail. */
  reconnectOnError(error: Error): boolean | 2;
}

/**
 * After a failover, a connection through a name or a proxy may still lead to the former primary, which is a replica now. A new one
 * leads to the new primary, and gets the command again. If that leads to a replica too, commands fail with Redis's own error until the
 * next attempt, instead of going on until their time-out.
 */
export function createPrimarySearch(): PrimarySearch {
  let isSearching = false;
  /** When a connection was opened that looks for the primary. */
  let searchedAt = Number.NEGATIVE_INFINITY;
  return {
    connected() {
      if (isSearching) searchedAt = performance.now();
      isSearching = false;
    },
    reconnectOnError({ message }) {
      // The command would be moved again.
      if (message.startsWith('MOVED')) return true;
      if (!message.startsWith('READONLY')) return false;
      if (performance.now() - searchedAt < INTERVAL_MS) return false;
      isSearching = true;
      return 2;
    },
  };
}
