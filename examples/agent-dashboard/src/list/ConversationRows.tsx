import { useVirtualizer } from '@tanstack/react-virtual';
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
import type { Chat } from '../chats/Chat.js';
import { useTexts } from '../texts/useTexts.js';
import { useNow } from '../ui/useNow.js';
import { ConversationRow } from './ConversationRow.js';
import { indexAfterKey } from './indexAfterKey.js';

/** The height of a row as in styles/inbox/list.css. In rem, so that it grows with the text. */
const ROW_REM = 4.5;

/** How near the end more is asked for. In rows. */
const NEAR_END = 20;

export interface ConversationRowsHandle {
  focus: () => void;
}

interface ConversationRowsProps {
  chats: readonly Chat[];
  openId: string | undefined;
  onOpen: (chatId: string) => void;
  onEnd: () => void;
  ref?: Ref<ConversationRowsHandle>;
}

/** The listbox: only the rows in view exist, and the arrow keys move through all of them. */
export function ConversationRows({ chats, openId, onOpen, onEnd, ref }: ConversationRowsProps) {
  const texts = useTexts();
  const list = useRef<HTMLDivElement>(null);
  const now = useNow(30_000);
  const id = useId();
  const [activeId, setActiveId] = useState(openId);
  const [rowHeight] = useState(
    () => ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
  );
  const virtualizer = useVirtualizer({
    count: chats.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => chats[index]?.chatId ?? index,
    overscan: 6,
    useFlushSync: false,
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
    const next = indexAfterKey(event.key, active, chats.length, pageSize);
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
      <div className="rows-extent" role="presentation" style={{ blockSize: virtualizer.getTotalSize() }}>
        {rows.map(({ index, key, start }) => {
          const chat = chats[index];
          return chat ? (
            <ConversationRow
              key={key}
              id={`${id}-${index}`}
              chat={chat}
              position={index + 1}
              total={chats.length}
              start={start}
              isOpen={chat.chatId === openId}
              isActive={index === active}
              now={now}
              onOpen={openRow}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}
