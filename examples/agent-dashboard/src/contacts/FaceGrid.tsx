import { useVirtualizer } from '@tanstack/react-virtual';
import { ChatAvatar } from 'chat-avatar';
import { useEffect, useRef, useState } from 'react';
import { type Chat, phoneOf, titleOf } from '../chats/Chat.js';
import { PersonalText } from '../ui/PersonalText.js';

/** In rem, as in styles/contacts.css. */
const CARD_WIDTH = 10;
const CARD_HEIGHT = 11.5;

const toPixels = (rem: number) =>
  rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

/** As many columns as fit, and only the rows in view. */
export function FaceGrid({ people, onOpen }: { people: readonly Chat[]; onOpen: (chatId: string) => void }) {
  const pane = useRef<HTMLDivElement>(null);
  const [columns, setColumns] = useState(6);
  const virtualizer = useVirtualizer({
    count: Math.ceil(people.length / columns),
    getScrollElement: () => pane.current,
    estimateSize: () => toPixels(CARD_HEIGHT),
    overscan: 2,
    useFlushSync: false,
  });

  useEffect(() => {
    if (pane.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setColumns(Math.max(2, Math.floor(entry.contentRect.width / toPixels(CARD_WIDTH))));
    });
    observer.observe(pane.current);
    return () => observer.disconnect();
  }, []);

  return (
    <div ref={pane} className="face-grid">
      <div className="rows-extent" style={{ blockSize: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            className="face-row"
            style={{
              transform: `translateY(${start}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            {people.slice(index * columns, (index + 1) * columns).map((person) => (
              <button
                key={person.chatId}
                type="button"
                className="face"
                onClick={() => onOpen(person.chatId)}
              >
                <ChatAvatar chatId={person.chatId} name={person.name} size={88} shape="rounded" alt="" />
                <PersonalText className="face-name">{titleOf(person)}</PersonalText>
                <bdi dir="ltr" className="face-phone">
                  {phoneOf(person)}
                </bdi>
              </button>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
