'use client';

import { QueryClientContext } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import type { PictureSource } from '../chat/PictureSource.js';
import { REFRESH_COOLDOWN } from './constants.js';
import { extendLifetime } from './options/lifetime.js';
import { useSetupWarnings } from './useSetupWarnings.js';
import { explainProvider, explainSource } from './warnings.js';

interface ChatPictureContextValue {
  /** Keeps its identity while the id of the provider's source stays the same, and calls the latest one. */
  source: PictureSource;
  refreshCooldownMs: number;
}

const ChatPictureContext = createContext<ChatPictureContextValue | undefined>(undefined);

export interface PictureSourceProviderProps {
  /** Where pictures come from: `createGatewaySource({ baseUrl })` in a browser. Keep it out of render: one per app. */
  source: PictureSource;
  /**
   * The cool-down between two refreshes of one chat, in ms.
   * @default 60_000
   */
  refreshCooldownMs?: number | undefined;
  children?: ReactNode;
}

/** Provides the picture source to all avatars and hooks below. Render one per app, inside a `QueryClientProvider`. */
export function ChatPictureProvider({
  source,
  refreshCooldownMs = REFRESH_COOLDOWN,
  children,
}: PictureSourceProviderProps) {
  if (typeof source?.getChatPicture !== 'function' || typeof source.id !== 'string') {
    let message = 'ChatPictureProvider needs a source.';
    if (process.env.NODE_ENV !== 'production') message = explainSource(message, source);
    throw new TypeError(message);
  }
  const queryClient = useContext(QueryClientContext);
  // biome-ignore lint/correctness/useHookAtTopLevel: the condition is constant in each build.
  if (process.env.NODE_ENV !== 'production') useSetupWarnings(source, queryClient, refreshCooldownMs);
  const { id } = source;
  useEffect(() => queryClient && extendLifetime(queryClient, id), [queryClient, id]);
  const latest = useRef(source);
  // Sources are called after a microtask at the earliest, so after this effect.
  useEffect(() => {
    latest.current = source;
  }, [source]);
  const value = useMemo(() => {
    const getChatPicture: PictureSource['getChatPicture'] = (...args) =>
      latest.current.getChatPicture(...args);
    return { source: { id, getChatPicture }, refreshCooldownMs };
  }, [id, refreshCooldownMs]);
  return <ChatPictureContext.Provider value={value}>{children}</ChatPictureContext.Provider>;
}

export function useChatPictureContext(): ChatPictureContextValue {
  const value = useContext(ChatPictureContext);
  if (value === undefined) {
    let message = 'No ChatPictureProvider above this component.';
    if (process.env.NODE_ENV !== 'production') message = explainProvider(message);
    throw new Error(message);
  }
  return value;
}
