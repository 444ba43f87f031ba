import { focusManager, onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import { ChatPictureProvider, type PictureSource, useChatPicture } from 'chat-avatar';
import { type ReactNode, StrictMode } from 'react';
import { afterEach, beforeEach, vi } from 'vitest';
import { JOHN } from '../support/chats.js';

export const HOUR = 3_600_000;
export const A = 'https://pps.whatsapp.net/v/a.jpg?oh=1';
export const B = 'https://pps.whatsapp.net/v/b.jpg?oh=1';

/** The client of the current test. */
export let client: QueryClient;

/** Gives each test of a file a clock and a client of its own. Test files share modules, so each file calls this. */
export function setUpClient() {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-01T08:00:00Z') });
    client = new QueryClient();
  });

  afterEach(() => {
    cleanup();
    client.clear();
    focusManager.setFocused(undefined);
    onlineManager.setOnline(true);
    vi.useRealTimers();
  });
}

export function providers(source: PictureSource, strict = false) {
  return function Providers({ children }: { children: ReactNode }) {
    const tree = (
      <QueryClientProvider client={client}>
        <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
      </QueryClientProvider>
    );
    return strict ? <StrictMode>{tree}</StrictMode> : tree;
  };
}

/** Mounts the hook. */
export const use = (source: PictureSource, chatId: string | null = JOHN) =>
  renderHook(() => useChatPicture(chatId), { wrapper: providers(source) });

/** Lets promises and timers of this much time run. */
export const pass = (ms = 0) => act(() => vi.advanceTimersByTimeAsync(ms));
