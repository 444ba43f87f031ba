import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { REFRESH_COOLDOWN } from '../constants.js';
import { MAX_TIMEOUT } from '../options/queryPolicy.js';
import type { RefreshResult } from './RefreshResult.js';

/** The refresh state of one chat. */
export interface RefreshState {
  /** The pending request, shared by all callers. */
  flight?: Promise<RefreshResult>;
  /** The end of the cool-down, in ms since the epoch. `undefined`: a refresh is sent at once. */
  availableAt?: number;
}

export const IDLE: RefreshState = {};

/**
 * External store (`useSyncExternalStore`). Single flight and cool-down for the refreshes of one `QueryClient`, so that all avatars
 * of a chat share them.
 *
 * The state ends with the query. When the query is removed, as by `queryClient.clear()` at log-out, its flight and its
 * cool-down are forgotten; when it is reset, its flight is. The answer to a forgotten flight is not written.
 */
export class RefreshStore {
  static readonly #stores = new WeakMap<QueryClient, RefreshStore>();
  readonly #states = new Map<string, RefreshState>();
  readonly #listeners = new Map<string, Set<() => void>>();

  static of(queryClient: QueryClient): RefreshStore {
    let refreshStore = RefreshStore.#stores.get(queryClient);
    if (!refreshStore) {
      refreshStore = new RefreshStore(queryClient);
      RefreshStore.#stores.set(queryClient, refreshStore);
    }
    return refreshStore;
  }

  /** The application may hash its query keys differently. */
  static keyOf(queryKey: QueryKey): string {
    return hashKey(queryKey);
  }

  constructor(queryClient: QueryClient) {
    queryClient.getQueryCache().subscribe((event) => {
      const { queryKey, state } = event.query;
      if (this.#states.size === 0 || queryKey[0] !== 'chat-picture') return;
      const key = RefreshStore.keyOf(queryKey);
      const isReset =
        event.type === 'updated' && event.action.type === 'setState' && state.data === undefined;
      if (event.type === 'removed') this.set(key, IDLE);
      else if (isReset && this.get(key).flight) this.set(key, { availableAt: Date.now() + REFRESH_COOLDOWN });
    });
  }

  get(key: string): RefreshState {
    return this.#states.get(key) ?? IDLE;
  }

  set(key: string, state: RefreshState): void {
    const wait = (state.availableAt ?? 0) - Date.now();
    const isIdle = state.flight === undefined && wait <= 0;
    if (isIdle) this.#states.delete(key);
    else this.#states.set(key, state);
    for (const listener of [...(this.#listeners.get(key) ?? [])]) listener();
    if (!isIdle && wait > 0) this.#forgetLater(key, state, wait);
  }

  subscribe(key: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
    };
  }

  #forgetLater(key: string, state: RefreshState, wait: number): void {
    const forget = () => {
      if (this.#states.get(key) === state) this.set(key, IDLE);
    };
    setTimeout(forget, Math.min(wait, MAX_TIMEOUT));
  }
}
