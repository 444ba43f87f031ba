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
  readonly #listeners = new Map<string, Set<() => void>>();

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
    for (const listener of [...(this.#listeners.get(key) ?? [])]) listener();
  }

  subscribe(key: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
    };
  }
}
