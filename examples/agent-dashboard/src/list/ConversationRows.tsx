import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { type Chat, isGroup } from '../chats/Chat.js';
import { latestSenderOf, membersOf } from '../demo/membersOf.js';
import { presenceOf } from '../demo/presenceOf.js';
import { useTexts } from '../texts/useTexts.js';
import { indexAfterKey } from '../ui/indexAfterKey.js';
import { useNow } from '../ui/useNow.js';
import { VirtualRows } from '../ui/VirtualRows.js';
import { ConversationRow } from './ConversationRow.js';
import { rowsAround } from './rowsAround.js';
import { useRowHeight } from './useRowHeight.js';

/** The distance from the end at which more is requested. In rows. */
const NEAR_END = 20;

export interface ConversationRowsHandle {
  focus: () => void;
}

interface ConversationRowsProps {
  chats: readonly Chat[];
  /** Those that the search leaves out too: members of groups are among them. */
  allChats: readonly Chat[];
  query: string;
  isDemo: boolean;
  openId: string | undefined;
  onOpen: (chatId: string) => void;
  onEnd: () => void;
  ref?: Ref<ConversationRowsHandle>;
}

/** The listbox: only the rows in and around the view exist, and the arrow keys move through all of them. */
export function ConversationRows({
  chats,
  allChats,
  query,
  isDemo,
  openId,
  onOpen,
  onEnd,
  ref,
}: ConversationRowsProps) {
  const texts = useTexts();
  const list = useRef<HTMLDivElement>(null);
  const now = useNow(30_000);
  const id = useId();
  const [activeId, setActiveId] = useState(openId);
  const rowHeight = useRowHeight();
  const last = useRef({ startIndex: 0, scrolled: 0 });
  const virtualizer: Virtualizer<HTMLDivElement, Element> = useVirtualizer({
    count: chats.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => chats[index]?.chatId ?? index,
    rangeExtractor: (range) => {
      const { startIndex } = range;
      // A rendering for another reason is no scroll.
      if (startIndex !== last.current.startIndex) {
        last.current = { startIndex, scrolled: startIndex - last.current.startIndex };
      }
      return rowsAround(range, virtualizer.isScrolling ? last.current.scrolled : 0);
    },
  });
  const rows = virtualizer.getVirtualItems();
  const active = Math.max(
    0,
    chats.findIndex((chat) => chat.chatId === activeId),
  );
  const isNearEnd = (rows.at(-1)?.index ?? 0) >= chats.length - NEAR_END;

  useImperativeHandle(ref, () => ({ focus: () => list.current?.focus() }), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew with each row more, not with each render
  useEffect(() => {
    if (isNearEnd) onEnd();
  }, [isNearEnd, chats.length]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are measured again when the height changes
  useEffect(() => virtualizer.measure(), [rowHeight]);

  const openRow = useCallback(
    (chatId: string) => {
      setActiveId(chatId);
      onOpen(chatId);
    },
    [onOpen],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const activeChat = chats[active];
    if ((event.key === 'Enter' || event.key === ' ') && activeChat) {
      event.preventDefault();
      onOpen(activeChat.chatId);
      return;
    }
    const pageSize = Math.max(1, Math.floor((list.current?.clientHeight ?? 0) / rowHeight) - 1);
    const next = indexAfterKey(event.key, active, chats.length, { page: pageSize });
    const chat = next === undefined ? undefined : chats[next];
    if (next === undefined || chat === undefined) return;
    event.preventDefault();
    setActiveId(chat.chatId);
    virtualizer.scrollToIndex(next, { align: 'auto' });
  };

  return (
    <div
      ref={list}
      className="rows"
      role="listbox"
      tabIndex={0}
      aria-label={texts.conversations}
      aria-activedescendant={rows.some((row) => row.index === active) ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
    >
      <VirtualRows role="presentation" virtualizer={virtualizer} rowHeight={rowHeight}>
        {rows.map(({ index, key }) => {
          const chat = chats[index];
          return chat ? (
            <ConversationRow
              key={key}
              id={`${id}-${index}`}
              chat={chat}
              sender={isDemo && isGroup(chat) ? senderOf(chat, allChats) : undefined}
              isOnline={isDemo && presenceOf(chat, now)?.online === true}
              query={query}
              position={index + 1}
              total={chats.length}
              isOpen={chat.chatId === openId}
              isActive={index === active}
              now={now}
              onOpen={openRow}
            />
          ) : null;
        })}
      </VirtualRows>
    </div>
  );
}

/** Wawp's overview does not say who of a group wrote last; the demo makes it up. */
const senderOf = (group: Chat, chats: readonly Chat[]) =>
  latestSenderOf(group, membersOf(group, chats))?.title;
