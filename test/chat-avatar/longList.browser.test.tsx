import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { cleanup, render, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider, createGatewaySource, type PictureSource } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { useRef } from 'react';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';

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

function show(source: PictureSource, place: Element = document.body) {
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source}>
        <LongList />
      </ChatPictureProvider>
    </QueryClientProvider>,
    { container: place.appendChild(document.createElement('div')) },
  );
  return {
    list: container.querySelector('[data-testid=list]') as HTMLElement,
    rows: () => [...container.querySelectorAll('[data-row]')],
  };
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * Each frame takes 16 ms by the clock of the page, however long it takes on a machine that does other work: a row that is in view for
 * one slow frame would have been seen.
 */
function letFramesBeTheClock(): () => void {
  let now = performance.now();
  let frame = 0;
  const tick = () => {
    now += 16;
    frame = requestAnimationFrame(tick);
  };
  tick();
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  return () => {
    cancelAnimationFrame(frame);
    clock.mockRestore();
  };
}

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

/** A gateway that knows no picture: the chats that avatars ask it for, and the chats of each request. */
function gateway() {
  const requests: string[][] = [];
  const asked: string[] = [];
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
  const counting: PictureSource = {
    id: source.id,
    getChatPicture(chatId, options) {
      asked.push(chatId);
      return source.getChatPicture(chatId, options);
    },
  };
  return { source: counting, asked, requests };
}

it('10,000 rows, scrolled from end to end, request those at the start and at the end, in few requests', async () => {
  onTestFinished(letFramesBeTheClock());
  const { source, asked, requests } = gateway();
  const { list, rows } = show(source);
  await allAnswered(rows);
  expect(asked.length).toBeLessThanOrEqual(2 * IN_VIEW);
  await scrollToTheEnd(list);
  await allAnswered(rows);
  expect(asked.filter((chatId) => chatId === chatIdOf(ROWS - 1))).toHaveLength(1);
  expect(asked.length).toBeLessThanOrEqual(4 * IN_VIEW);
  expect(new Set(asked).size).toBe(asked.length);
  expect(requests.flat().sort()).toEqual(asked.sort());
  expect(requests.length).toBeLessThanOrEqual(4);
});

/** Copies the styles of the page, which do not reach into it. */
function withStyles(root: ShadowRoot | HTMLElement): Element {
  for (const style of document.querySelectorAll('style')) root.append(style.cloneNode(true));
  return root.appendChild(document.createElement('div'));
}

it.each<[name: string, host: 'div' | 'iframe', open: (host: HTMLElement) => Element]>([
  ['a shadow root', 'div', (host) => withStyles(host.attachShadow({ mode: 'closed' }))],
  [
    'another document',
    'iframe',
    (host) => withStyles((host as HTMLIFrameElement).contentDocument?.body as HTMLElement),
  ],
])(
  'rows that are scrolled past in %s request nothing',
  async (_, name, open) => {
    const host = document.body.appendChild(document.createElement(name));
    host.style.cssText = 'display: block; inline-size: 400px; block-size: 700px; border: 0';
    onTestFinished(letFramesBeTheClock());
    onTestFinished(() => {
      cleanup();
      host.remove();
    });
    const { source, asked } = gateway();
    const { list, rows } = show(source, open(host));
    await allAnswered(rows);
    // Each row is in view for two frames.
    for (let count = 0; count < 80; count += 1) {
      list.scrollTop += (IN_VIEW * ROW) / 2;
      await nextFrame();
    }
    await allAnswered(rows);
    expect(asked.length).toBeLessThanOrEqual(6 * IN_VIEW);
  },
  60_000,
);
