import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { PictureSource } from '../chat/PictureSource.js';
import { warnOnce } from '../lib/warnOnce.js';
import { TANSTACK_DEFAULTS } from './options/tanstackDefaults.js';
import { isCooldown } from './refresh/isCooldown.js';

/** The number of consecutive renders with a new source. Fewer may be a change of tenant, or hot module replacement. */
const SOURCE_CHANGES = 3;

/** The number of consecutive renders with an id that was never seen before. Fewer may be tenants. */
const ID_CHANGES = 10;

/** Development only. Checks the props of `ChatPictureProvider`. */
export function useSetupWarnings(
  source: PictureSource,
  queryClient: QueryClient | undefined,
  refreshCooldownMs: unknown,
): void {
  const last = useRef({ source, changes: 0 });
  const ids = useRef(new Set<string>());
  useEffect(() => {
    const { size } = ids.current.add(source.id);
    if (last.current.source === source) ids.current = new Set([source.id]);
    else if (size > ID_CHANGES) {
      warnOnce(
        'ChatPictureProvider gets a source with a new id in every render, and so asks for every picture again. Create the source outside of the component, or in useMemo(), with an id that stays.',
      );
    }
    const isNew = last.current.source !== source && last.current.source.id === source.id;
    last.current = { source, changes: isNew ? last.current.changes + 1 : 0 };
    if (last.current.changes < SOURCE_CHANGES) return;
    warnOnce(
      'ChatPictureProvider gets a new source in every render, so the chats of one screen share no request. Create the source outside of the component, or in useMemo().',
    );
  });
  useEffect(() => warnAboutToken(source), [source]);
  useEffect(() => warnAboutClient(queryClient), [queryClient]);
  useEffect(() => warnAboutCooldown(refreshCooldownMs), [refreshCooldownMs]);
}

function warnAboutCooldown(refreshCooldownMs: unknown): void {
  if (isCooldown(refreshCooldownMs)) return;
  warnOnce(
    'ChatPictureProvider got an invalid refreshCooldownMs. It is a number of ms, 0 or more. 60 s are used.',
  );
}

function warnAboutToken(source: PictureSource): void {
  if (source.id === '') {
    warnOnce(
      'The source of ChatPictureProvider has an empty id, so all sources without one share their answers. Give each its own.',
    );
  }
  if (![source.id, ...Object.keys(source)].some((text) => /access[-_]?token/i.test(text))) return;
  warnOnce(
    'The source of ChatPictureProvider holds an access token, in its id or a field, and every visitor can read a token in a browser. Run createPictureGateway on your server, and use createGatewaySource here.',
  );
}

function warnAboutClient(queryClient: QueryClient | undefined): void {
  if (queryClient) {
    warnAboutDefaults(queryClient);
    warnAboutHash(queryClient);
  } else {
    warnOnce(
      'ChatPictureProvider is outside of QueryClientProvider, so restored pictures are removed after 5 minutes. Render it inside.',
    );
  }
}

/**
 * The application's `queryKeyHashFn` applies to chat pictures, too: `getQueryData(queryKey)` and `setQueryData(queryKey)` know no other. One
 * that reads the first two parts of a key only, `entity:id`, would give all chats one face.
 */
function warnAboutHash(queryClient: QueryClient): void {
  const hashOf = (sourceId: string, chatId: string) =>
    queryClient.defaultQueryOptions({ queryKey: ['chat-picture', sourceId, chatId] }).queryHash;
  if (new Set([hashOf('a', 'a'), hashOf('a', 'b'), hashOf('b', 'a')]).size === 3) return;
  warnOnce(
    'The queryKeyHashFn of your QueryClient gives different chats one hash, so they share one picture. It has to read every part of a key: ["chat-picture", source, chat].',
  );
}

/** Ignores defaults for freshness and retries: they are too common for a warning, and documented. */
function warnAboutDefaults(queryClient: QueryClient): void {
  const defaults: Record<string, unknown> = { ...queryClient.getDefaultOptions().queries };
  const ours = Object.entries({ ...TANSTACK_DEFAULTS, refetchInterval: false, throwOnError: false });
  const ignored = ours.filter(([name, value]) => name in defaults && defaults[name] !== value);
  if (ignored.length === 0) return;
  const names = ignored.map(([name]) => name).join(', ');
  warnOnce(
    `Chat pictures ignore these defaults of your QueryClient: ${names}. Pass an option to useChatPicture() to use it there.`,
  );
}
