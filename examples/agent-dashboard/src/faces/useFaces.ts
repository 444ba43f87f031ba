import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { fetchJson } from '../requests/fetchJson.js';
import type { FaceChat } from './Face.js';

const KEY = ['faces', 'chats'];

/** While faces come in, in ms. */
const POLL = 1500;

/** The chats of the latest run, and every other face that is stored. `isRunning`: there will be more. */
export function useFaces(isRunning: boolean) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await fetchJson<{ chats: FaceChat[] }>('/api/faces', { signal })).chats,
    refetchInterval: ({ state }) => (isRunning && state.status !== 'error' ? POLL : false),
    retry: 1,
  });

  const wasRunning = useRef(isRunning);
  useEffect(() => {
    const hasEnded = wasRunning.current && !isRunning;
    wasRunning.current = isRunning;
    if (!hasEnded) return;
    void client.invalidateQueries({ queryKey: KEY }).then(() => {
      // What this page knows of a picture keeps for a day; of these it knows an older one, or none.
      const chats = client.getQueryData<FaceChat[]>(KEY) ?? [];
      const stored = new Set(chats.filter(({ outcome }) => outcome === 'stored').map(({ chatId }) => chatId));
      return client.invalidateQueries({
        predicate: ({ queryKey: [name, , chatId] }) =>
          name === 'chat-picture' && typeof chatId === 'string' && stored.has(chatId),
      });
    });
  }, [isRunning, client]);

  return query;
}
