import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChatAvatar, ChatPictureProvider, createGatewaySource } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { useRef } from 'react';
import { createRoot } from 'react-dom/client';

const ROWS = 10_000;
const ROW = 64;
const withAvatars = new URLSearchParams(location.search).has('avatars');

function LongList() {
  const list = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: ROWS,
    getScrollElement: () => list.current,
    estimateSize: () => ROW,
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

const chatIdOf = (index: number) => `2012345${String(index).padStart(5, '0')}@c.us`;
const nameOf = (index: number) => `Ada Lovelace ${index}`;

/** Scrolls by so many px each frame, and resolves to how long each frame took, in ms. */
function scrollFrames(step: number, frames: number): Promise<number[]> {
  const list = document.getElementById('list') as HTMLElement;
  list.scrollTop = 0;
  return new Promise((resolve) => {
    const took: number[] = [];
    let last = 0;
    const next = (now: number) => {
      if (last > 0) took.push(now - last);
      last = now;
      list.scrollTop += step;
      if (took.length < frames) requestAnimationFrame(next);
      else resolve(took);
    };
    requestAnimationFrame(next);
  });
}

Object.assign(window, { scrollFrames });

const container = document.createElement('div');
document.body.append(container);
createRoot(container).render(
  <QueryClientProvider client={new QueryClient()}>
    <ChatPictureProvider source={createGatewaySource({ baseUrl: '/chat-pictures' })}>
      <LongList />
    </ChatPictureProvider>
  </QueryClientProvider>,
);
