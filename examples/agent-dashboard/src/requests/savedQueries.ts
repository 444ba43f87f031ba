import { type DehydratedState, dehydrate, hydrate, type Query } from '@tanstack/react-query';
import { CHAT_PICTURE_STALE_TIME } from 'chat-avatar';
import { get, set } from 'idb-keyval';
import { CHATS_KEY } from '../chats/chatsQuery.js';
import { queryClient } from './queryClient.js';

/**
 * Names and messages are personal data: delete this key when an agent signs out. In IndexedDB, because 2,000 conversations would fill
 * most of `localStorage`.
 */
const KEY = 'agent-dashboard-cache';

/** How long changes of the cache wait to be saved together. In ms. */
const SAVE_AFTER = 1_000;

interface Saved {
  /** ms since the epoch. */
  timestamp: number;
  clientState: DehydratedState;
}

/** Fills the cache. A browser that blocks storage, or text that cannot be read, restores nothing. */
export async function restoreQueries(): Promise<void> {
  try {
    const text = await get<string>(KEY);
    if (text === undefined) return;
    const { timestamp, clientState } = JSON.parse(text) as Saved;
    // The next save replaces what is older.
    if (Date.now() - timestamp < CHAT_PICTURE_STALE_TIME) hydrate(queryClient, clientState);
  } catch {
    // Everything is requested again.
  }
}

/** Saves the conversations and the answers about pictures after each change of them. @returns a function that stops it. */
export function saveQueries(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = async () => {
    timer = undefined;
    const clientState = dehydrate(queryClient, { shouldDehydrateQuery: isSaved });
    const saved: Saved = { timestamp: Date.now(), clientState };
    try {
      await set(KEY, JSON.stringify(saved));
    } catch {
      // The browser blocks storage, or it is full.
    }
  };
  const unsubscribe = queryClient.getQueryCache().subscribe(({ type, query }) => {
    if ((type === 'updated' || type === 'removed') && isSaved(query))
      timer ??= setTimeout(() => void save(), SAVE_AFTER);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

const SAVED: readonly unknown[] = [CHATS_KEY, 'chat-picture'];

const isSaved = ({ queryKey, state }: Query) => state.status === 'success' && SAVED.includes(queryKey[0]);
