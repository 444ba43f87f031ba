import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type FocusEvent,
  type KeyboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import type { Chat } from '../chats/Chat.js';
import { useTexts } from '../texts/useTexts.js';
import { indexAfterKey } from '../ui/indexAfterKey.js';
import { VirtualRows } from '../ui/VirtualRows.js';
import { ContactItem } from './ContactItem.js';
import { useColumns } from './useColumns.js';

/** The distance from the view at which avatars begin to load, in px. */
const NEAR = 256;

export interface ContactListHandle {
  focus: () => void;
}

interface ContactListProps {
  people: readonly Chat[];
  query: string;
  onOpen: (chatId: string) => void;
  ref?: Ref<ContactListHandle>;
}

/**
 * A list of as many columns as fit, of which only the rows in and around the view exist. It is one stop of the Tab key (a
 * "roving tabindex"): the arrow keys, Home, End, Page Up and Page Down move inside.
 */
export function ContactList({ people, query, onOpen, ref }: ContactListProps) {
  const texts = useTexts();
  const pane = useRef<HTMLDivElement>(null);
  const { columns, rowHeight } = useColumns(pane);
  const [active, setActive] = useState(0);
  const [isMoving, setIsMoving] = useState(false);
  const virtualizer = useVirtualizer({
    count: Math.ceil(people.length / columns),
    getScrollElement: () => pane.current,
    estimateSize: () => rowHeight,
    overscan: Math.ceil(NEAR / rowHeight),
  });
  const rows = virtualizer.getVirtualItems();
  const itemAt = (index: number) => pane.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
  // Scrolled away, the active item does not exist, and the first one in view is the way in.
  const isActiveRendered = rows.some((row) => row.index === Math.floor(active / columns));
  const entry = isActiveRendered ? active : (rows[0]?.index ?? 0) * columns;

  useImperativeHandle(ref, () => ({ focus: () => itemAt(entry)?.focus() }));

  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are measured again when the layout changes
  useEffect(() => virtualizer.measure(), [rowHeight]);

  // The item may be rendered only after the list has scrolled to it.
  useEffect(() => {
    if (!isMoving) return;
    const item = itemAt(active);
    if (!item) return;
    item.focus({ preventScroll: true });
    setIsMoving(false);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const isRtl = document.documentElement.dir === 'rtl';
    const sideways = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 }[event.key];
    const page = Math.max(1, Math.floor((pane.current?.clientHeight ?? 0) / rowHeight)) * columns;
    const next =
      sideways === undefined
        ? indexAfterKey(event.key, entry, people.length, { columns, page })
        : Math.min(Math.max(entry + sideways, 0), people.length - 1);
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
    setIsMoving(true);
    virtualizer.scrollToIndex(Math.floor(next / columns), { align: 'auto' });
  };

  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    if (target.dataset.index !== undefined) setActive(Number(target.dataset.index));
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it moves the focus among the buttons inside
    <div ref={pane} className="contact-list" data-columns={columns} onKeyDown={onKeyDown} onFocus={onFocus}>
      <VirtualRows role="list" aria-label={texts.contacts} virtualizer={virtualizer} rowHeight={rowHeight}>
        {rows.map(({ index, key }) => (
          <div
            key={key}
            role="presentation"
            className="contact-row"
            style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
          >
            {people.slice(index * columns, (index + 1) * columns).map((person, column) => (
              <ContactItem
                key={person.chatId}
                person={person}
                query={query}
                index={index * columns + column}
                total={people.length}
                isEntry={index * columns + column === entry}
                faceRem={columns === 1 ? 2.5 : 5.5}
                onOpen={onOpen}
              />
            ))}
          </div>
        ))}
      </VirtualRows>
    </div>
  );
}
