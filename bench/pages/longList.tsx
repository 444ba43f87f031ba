// A virtual list of 10,000 rows, without avatars, or with them for `?avatars`.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChatAvatar, ChatPictureProvider, createGatewaySource } from 'chat-avatar';
import { useRef } from 'react';
import { createRoot } from 'react-dom/client';
import 'chat-avatar/styles.css';
import './longList.css';

const ROWS = 10_000;
const ROW_PX = 64;
const withAvatars = new URLSearchParams(location.search).has('avatars');

const chatIdOf = (index: number) => `2012345${String(index).padStart(5, '0')}@c.us`;
const nameOf = (index: number) => `Ada Lovelace ${index}`;

function LongList() {
  const list = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: ROWS,
    getScrollElement: () => list.current,
    estimateSize: () => ROW_PX,
    overscan: 4,
    useFlushSync: false,
  });
  return (
    <div ref={list} id="list">
      <div style={{ blockSize: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <div key={key} className="row" style={{ transform: `translateY(${start}px)` }}>
            {withAvatars ? (
              <ChatAvatar chatId={chatIdOf(index)} name={nameOf(index)} size={48} alt="" />
            ) : null}
            <span>{nameOf(index)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

export const longListPage = {
  /** Scrolls by that many px each frame, and resolves to how long each frame took, in ms. */
  scroll(step: number, frames: number): Promise<number[]> {
    const list = document.getElementById('list');
    if (!list) throw new Error('The list is not mounted.');
    list.scrollTop = 0;
    return new Promise((resolve) => {
      const took: number[] = [];
      let last: number | undefined;
      const next = (now: number) => {
        if (last !== undefined) took.push(now - last);
        last = now;
        list.scrollTop += step;
        if (took.length < frames) requestAnimationFrame(next);
        else resolve(took);
      };
      requestAnimationFrame(next);
    });
  },
};
Object.assign(window, { longListPage });

createRoot(document.body.appendChild(document.createElement('div'))).render(
  <QueryClientProvider client={new QueryClient()}>
    <ChatPictureProvider source={createGatewaySource({ baseUrl: '/chat-pictures' })}>
      <LongList />
    </ChatPictureProvider>
  </QueryClientProvider>,
);
