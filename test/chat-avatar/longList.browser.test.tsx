import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { cleanup, render, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider, createGatewaySource, type PictureSource } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { useRef } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { stubSource } from '../support/sources.js';

const ROWS = 10_000;
const ROW = 60;
const IN_VIEW = 10;

afterEach(cleanup);

const chatIdOf = (index: number) => `2012345${String(index).padStart(5, '0')}@c.us`;

function LongList() {
  const list = useRef<HTMLDivElement>(null);
  const { getTotalSize, getVirtualItems } = useVirtualizer({
    count: ROWS,
    getScrollElement: () => list.current,
    estimateSize: () => ROW,
    overscan: 2,
  });
  return (
    <div ref={list} data-testid="list" style={{ blockSize: IN_VIEW * ROW, overflow: 'auto' }}>
      <div style={{ blockSize: getTotalSize(), position: 'relative' }}>
        {getVirtualItems().map(({ index, key, start }) => (
          <div key={key} style={{ position: 'absolute', transform: `translateY(${start}px)` }}>
            <ChatAvatar chatId={chatIdOf(index)} name={`Chat ${index}`} data-row={index} />
          </div>
        ))}
      </div>
    </div>
  );
}

function show(source: PictureSource) {
  const { getByTestId, container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source}>
        <LongList />
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  return { list: getByTestId('list'), rows: () => [...container.querySelectorAll('[data-row]')] };
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * From end to end: a screen and a half each frame, which is faster than a face can be seen, and after a third of the way
 * as fast as a scroll bar is pulled.
 */
async function scrollToTheEnd(list: HTMLElement) {
  const screen = IN_VIEW * ROW;
  const end = ROWS * ROW;
  for (let top = 0; top < end; top += screen * (top < end / 3 ? 1.5 : 4)) {
    list.scrollTop = top;
    await nextFrame();
  }
  list.scrollTop = end;
}

const allAnswered = (rows: () => Element[]) =>
  waitFor(() => {
    expect(rows().length).toBeGreaterThan(IN_VIEW);
    expect(rows().every((row) => row.getAttribute('data-state') === 'none')).toBe(true);
  });

describe('10,000 rows, scrolled from end to end', () => {
  it('request the rows in view at the start and at the end, and none between', async () => {
    const source = stubSource(() => ({ status: 'none', reason: 'empty' }));
    const { list, rows } = show(source);
    await allAnswered(rows);
    expect(source.calls.length).toBeLessThanOrEqual(2 * IN_VIEW);
    await scrollToTheEnd(list);
    await allAnswered(rows);
    expect(source.asked(chatIdOf(ROWS - 1))).toBe(1);
    expect(source.calls.length).toBeLessThanOrEqual(4 * IN_VIEW);
    expect(new Set(source.calls.map(({ chatId }) => chatId)).size).toBe(source.calls.length);
  }, 60_000);

  it('are few requests to the gateway', async () => {
    const requests: string[][] = [];
    const source = createGatewaySource({
      baseUrl: '/chat-pictures',
      fetch: async (url) => {
        const chatIds = new URL(String(url), location.href).searchParams.getAll('chatId');
        requests.push(chatIds);
        return Response.json({
          pictures: chatIds.map((chatId) => ({ chatId, picture: { status: 'none', reason: 'empty' } })),
        });
      },
    });
    const { list, rows } = show(source);
    await allAnswered(rows);
    await scrollToTheEnd(list);
    await allAnswered(rows);
    expect(requests.length).toBeLessThanOrEqual(4);
    expect(requests.flat().length).toBeLessThanOrEqual(4 * IN_VIEW);
  }, 60_000);
});
