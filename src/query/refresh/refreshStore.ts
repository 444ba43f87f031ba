import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query';
import type { RefreshResult } from './RefreshResult.js';

/** The refresh state of one chat. */
export interface RefreshState {
  /** The pending request, shared by all callers. */
  flight?: Promise<RefreshResult>;
  /** The end of the cool-down, in ms since the epoch. `undefined`: a refresh is sent at once. */
  availableAt?: number;
}

export const IDLE: RefreshState = {};

const stores = new WeakMap<QueryClient, RefreshStore>();

/**
 * External store (`useSyncExternalStore`). Single flight and cool-down for the refreshes of one `QueryClient`, so that all avatars
 * of a chat share them. The code that sends refreshes writes it; see `refreshStates.ts`.
 */
export class RefreshStore {
  readonly #states = new Map<string, RefreshState>();
  readonly #listeners = new Set<() => void>();

  static of(queryClient: QueryClient): RefreshStore {
    const refreshStore = stores.get(queryClient) ?? new RefreshStore();
    stores.set(queryClient, refreshStore);
    return refreshStore;
  }

  /** The application may hash its query keys differently. */
  static keyOf(queryKey: QueryKey): string {
    return hashKey(queryKey);
  }

  get(key: string): RefreshState {
    return this.#states.get(key) ?? IDLE;
  }

  set(key: string, state: RefreshState): void {
    if (state === IDLE) this.#states.delete(key);
    else this.#states.set(key, state);
    for (const listener of [...this.#listeners]) listener();
  }

  /**
   * Calls `listener` after a change of any chat: a set for each chat would be 0.3 kB of heap in each avatar, and a person refreshes one
   * chat at a time.
   */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** Calls `listener` after a change of one chat. */
export function onRefresh(queryClient: QueryClient, queryKey: QueryKey, listener: () => void): () => void {
  const refreshStore = RefreshStore.of(queryClient);
  const key = RefreshStore.keyOf(queryKey);
  let last = refreshStore.get(key);
  return refreshStore.subscribe(() => {
    const before = last;
    last = refreshStore.get(key);
    if (last !== before) listener();
  });
}
