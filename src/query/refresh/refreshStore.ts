import type { QueryClient } from '@tanstack/react-query';
import { MAX_TIMEOUT } from '../queryPolicy.js';
import type { RefreshResult } from './refreshChatPicture.js';

/** What is known of the refreshes of one chat. */
export interface RefreshState {
  /** The request that is under way, shared by all who ask. */
  flight?: Promise<RefreshResult>;
  /** Until when nothing is sent for this chat again, in ms since the epoch. */
  availableAt: number;
}

const IDLE: RefreshState = { availableAt: 0 };

/**
 * Remembers, for one `QueryClient`, which chats are being refreshed and which were refreshed a moment ago, so that all
 * avatars of a chat share one request and one cool-down.
 */
export class RefreshStore {
  static readonly #stores = new WeakMap<QueryClient, RefreshStore>();
  readonly #states = new Map<string, RefreshState>();
  readonly #listeners = new Map<string, Set<() => void>>();

  static of(queryClient: QueryClient): RefreshStore {
    let refreshStore = RefreshStore.#stores.get(queryClient);
    if (!refreshStore) {
      refreshStore = new RefreshStore();
      RefreshStore.#stores.set(queryClient, refreshStore);
    }
    return refreshStore;
  }

  get(key: string): RefreshState {
    return this.#states.get(key) ?? IDLE;
  }

  set(key: string, state: RefreshState): void {
    const wait = state.availableAt - Date.now();
    if (state.flight === undefined && wait <= 0) this.#states.delete(key);
    else this.#states.set(key, state);
    this.#notify(key);
    if (state.flight === undefined && wait > 0) this.#forgetLater(key, state, wait);
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
    setTimeout(
      () => {
        if (this.#states.get(key) !== state) return;
        this.#states.delete(key);
        this.#notify(key);
      },
      Math.min(wait, MAX_TIMEOUT),
    );
  }

  #notify(key: string): void {
    for (const listener of [...(this.#listeners.get(key) ?? [])]) listener();
  }
}
