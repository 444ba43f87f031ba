import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { ChatAvatar, ChatPictureProvider } from 'chat-avatar';
import 'chat-avatar/styles.css';
import type { CSSProperties, ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import { JOHN } from '../../support/chats.js';
import { stubSource } from '../../support/sources.js';
import { TEXT_SPACING } from '../../support/textSpacing.js';
import { cleanUpPage, show } from '../look/show.js';

afterEach(async () => {
  cleanup();
  cleanUpPage();
  await userEvent.unhover(document.body);
});

const OPEN = '[data-chat-avatar-bubble="open"]';

/** The element, once it is there. */
const find = (within: ParentNode, selector: string) =>
  waitFor(() => {
    const element = within.querySelector<HTMLElement>(selector);
    if (element === null) throw new Error(`Nothing matches ${selector}.`);
    return element;
  });

const LONG = 'Refresh the picture of a person with a rather long name that needs two lines';
const avatar = (size: number, words = LONG) => (
  <ChatAvatar chatId={JOHN} name="John Doe" size={size} refreshable labels={{ refresh: () => words }} />
);

const at = (style: CSSProperties): CSSProperties => ({ position: 'fixed', ...style });

function expectInside(bubble: Element, viewport: { clientWidth: number; clientHeight: number }) {
  const { left, top, right, bottom } = bubble.getBoundingClientRect();
  expect(left).toBeGreaterThanOrEqual(0);
  expect(top).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(viewport.clientWidth);
  expect(bottom).toBeLessThanOrEqual(viewport.clientHeight);
}

describe.each(['ltr', 'rtl'])('the bubble is inside the viewport and beside its button, %s', (direction) => {
  it.each<[edge: string, style: CSSProperties]>([
    ['top left', { top: 0, left: 0 }],
    ['top right', { top: 0, right: 0 }],
    ['bottom left', { bottom: 0, left: 0 }],
    ['bottom right', { bottom: 0, right: 0 }],
  ])('%s', async (_, style) => {
    document.documentElement.dir = direction;
    for (const size of [32, 96]) {
      const { container } = show(<div style={at(style)}>{avatar(size)}</div>);
      const button = container.querySelector('button') as HTMLButtonElement;
      button.focus();
      const bubble = await screen.findByRole('tooltip');
      await waitFor(() => expect(bubble).toBeVisible());
      expectInside(bubble, document.documentElement);
      const [box, other] = [bubble.getBoundingClientRect(), button.getBoundingClientRect()];
      expect(box.bottom <= other.top || box.top >= other.bottom).toBe(true);
      expect(box.left < other.right && box.right > other.left).toBe(true);
      cleanup();
    }
  });
});

describe.each(['ltr', 'rtl'])('the bubble covers no face, %s', (direction) => {
  it.each<[where: string, style: CSSProperties]>([
    ['at the top', { top: 12, left: 400 }],
    ['in the middle', { top: 400, left: 400 }],
    ['at the bottom', { bottom: 4, left: 400 }],
  ])('%s', async (_, style) => {
    document.documentElement.dir = direction;
    for (const size of [32, 128, 300]) {
      const { container } = show(<div style={at(style)}>{avatar(size)}</div>);
      const face = container.querySelector('[data-chat-avatar-face]') as HTMLElement;
      container.querySelector('button')?.focus();
      const bubble = await screen.findByRole('tooltip');
      await waitFor(() => expect(bubble).toBeVisible());
      const [box, covered] = [bubble.getBoundingClientRect(), face.getBoundingClientRect()];
      expect(box.bottom <= covered.top || box.top >= covered.bottom).toBe(true);
      expectInside(bubble, document.documentElement);
      cleanup();
    }
  });
});

it('a pointer reaches a bubble on the other side of the face (WCAG 1.4.13)', async () => {
  const { container } = show(<div style={{ margin: '40px 400px' }}>{avatar(128)}</div>);
  const button = container.querySelector('button') as HTMLButtonElement;
  await userEvent.hover(button);
  const bubble = await screen.findByRole('tooltip');
  await waitFor(() => expect(bubble).toBeVisible());
  const [from, to] = [button.getBoundingClientRect(), bubble.getBoundingClientRect()];
  expect(to.top).toBeGreaterThan(from.bottom + 50);
  for (let y = from.bottom + 1; y < to.top; y += 8) {
    const under = document.elementFromPoint((from.left + from.right) / 2, y);
    expect(button.contains(under) || bubble.contains(under)).toBe(true);
  }
});

it('a row with overflow, a transform and a lower layer neither cuts the bubble off nor covers it', async () => {
  const row: CSSProperties = {
    overflow: 'hidden',
    transform: 'translate(40px, 120px)',
    zIndex: 0,
    width: 60,
  };
  const { container } = show(
    <>
      <div style={{ ...row, position: 'relative' }}>{avatar(48)}</div>
      <div style={at({ inset: 0, zIndex: 9, background: 'Canvas', pointerEvents: 'none' })} />
    </>,
  );
  const button = container.querySelector('button') as HTMLButtonElement;
  button.focus();
  const bubble = await screen.findByRole('tooltip');
  await waitFor(() => expect(bubble).toBeVisible());
  const { left, top, right, bottom } = bubble.getBoundingClientRect();
  const corners: [number, number][] = [
    [left + 6, top + 6],
    [right - 6, top + 6],
    [left + 6, bottom - 6],
    [right - 6, bottom - 6],
  ];
  for (const [x, y] of corners) expect(bubble.contains(document.elementFromPoint(x, y))).toBe(true);
  // Beside its button, and not where the transform would put it.
  expect(
    Math.abs(left + right - (button.getBoundingClientRect().left + button.getBoundingClientRect().right)),
  ).toBeLessThan(right - left);
});

it('a browser without popovers places it at the same point', async () => {
  const { showPopover, hidePopover } = HTMLElement.prototype;
  onTestFinished(() => {
    Object.assign(HTMLElement.prototype, { showPopover, hidePopover });
  });
  const place = async () => {
    const { container } = show(
      <div style={{ position: 'relative', transform: 'translate(90px, 150px)' }}>{avatar(96)}</div>,
    );
    container.querySelector('button')?.focus();
    const bubble = await find(container, OPEN);
    const { left, top } = bubble.getBoundingClientRect();
    cleanup();
    return [Math.round(left), Math.round(top)];
  };
  const first = await place();
  Reflect.deleteProperty(HTMLElement.prototype, 'showPopover');
  Reflect.deleteProperty(HTMLElement.prototype, 'hidePopover');
  expect(await place()).toEqual(first);
});

function Providers({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={stubSource(() => ({ status: 'none', reason: 'empty' }))}>
        {children}
      </ChatPictureProvider>
    </QueryClientProvider>
  );
}

describe.each([0.8, 2])('under the CSS zoom of the page, %d', (zoom) => {
  it.each<[where: string, ofPage: number, ofBox: number]>([
    ['of the whole page', zoom, 1],
    ['of a box', 1, zoom],
    ['of both', 1.25, zoom],
  ])(
    '%s, the bubble stands centred on its button, covers no face, and a pointer reaches it',
    async (_, ofPage, ofBox) => {
      document.documentElement.style.zoom = String(ofPage);
      const { container } = show(
        <div style={{ zoom: ofBox, margin: '70px 40px' }}>{avatar(64, 'Refresh')}</div>,
      );
      const button = container.querySelector('button') as HTMLButtonElement;
      const face = container.querySelector('[data-chat-avatar-face]') as HTMLElement;
      button.focus();
      const bubble = await screen.findByRole('tooltip');
      await waitFor(() => expect(bubble).toBeVisible());
      expectInside(bubble, { clientWidth: innerWidth, clientHeight: innerHeight });
      const [box, anchor, covered] = [bubble, button, face].map((element) =>
        element.getBoundingClientRect(),
      ) as [DOMRect, DOMRect, DOMRect];
      expect((box.left + box.right) / 2).toBeCloseTo((anchor.left + anchor.right) / 2, 0);
      expect(box.bottom <= covered.top || box.top >= covered.bottom).toBe(true);
      const isAbove = box.bottom <= covered.top;
      const gap = isAbove ? anchor.top - box.bottom : box.top - anchor.bottom;
      expect(gap).toBeLessThan(40);
      for (let way = 1; way < gap; way += 4) {
        const y = isAbove ? anchor.top - way : anchor.bottom + way;
        const under = document.elementFromPoint((anchor.left + anchor.right) / 2, y);
        expect(button.contains(under) || bubble.contains(under), 'hoverable').toBe(true);
      }
    },
  );
});

/** An avatar in a shadow root, inside a box that scrolls. */
async function showInShadow(mode: ShadowRootMode) {
  const host = document.body.appendChild(document.createElement('div'));
  const shadow = host.attachShadow({ mode });
  const root = createRoot(shadow.appendChild(document.createElement('div')));
  onTestFinished(() => {
    root.unmount();
    host.remove();
  });
  root.render(
    <Providers>
      <div data-box="" style={{ height: 400, overflow: 'auto' }}>
        <div style={{ padding: '150px 100px 600px' }}>{avatar(96)}</div>
      </div>
    </Providers>,
  );
  return { shadow, box: await find(shadow, '[data-box]'), button: await find(shadow, 'button') };
}

it('follows its button when a box inside a shadow root scrolls', async () => {
  const { shadow, box, button } = await showInShadow('open');
  button.focus();
  const bubble = await find(shadow, OPEN);
  const way = () => bubble.getBoundingClientRect().top - button.getBoundingClientRect().top;
  const before = way();
  box.scrollTop = 20;
  await waitFor(() => expect(way()).toBe(before));
  expect(box.scrollTop).toBe(20);
});

it('stays open on a press on it inside a closed shadow root, and closes on a press beside it', async () => {
  const { shadow, box, button } = await showInShadow('closed');
  button.focus();
  const bubble = await find(shadow, OPEN);
  const press = (element: Element) =>
    element.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
  const isOpen = () => bubble.dataset.chatAvatarBubble === 'open';
  press(bubble);
  // An effect and a render later.
  for (let count = 0; count < 5; count += 1) await new Promise(requestAnimationFrame);
  expect(isOpen()).toBe(true);
  press(box);
  await waitFor(() => expect(isOpen()).toBe(false));
  button.blur();
  button.focus();
  await waitFor(() => expect(isOpen()).toBe(true));
  press(document.body);
  await waitFor(() => expect(isOpen()).toBe(false));
});

it('has its look inside a shadow root', async () => {
  const { shadow, button } = await showInShadow('open');
  button.focus();
  const bubble = await find(shadow, OPEN);
  expect(getComputedStyle(bubble).borderRadius).toBe('8px');
});

it('has its look in another window, such as a pop-out, and closes on Escape there', async () => {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const inside = frame.contentDocument as Document;
  for (const style of document.querySelectorAll('style')) inside.head.append(style.cloneNode(true));
  show(createPortal(<div style={{ padding: 60 }}>{avatar(96)}</div>, inside.body));
  onTestFinished(() => {
    cleanup();
    frame.remove();
  });
  const button = await find(inside, 'button');
  button.focus();
  const bubble = await find(inside, OPEN);
  expect(frame.contentWindow?.getComputedStyle(bubble).borderRadius).toBe('8px');
  expectInside(bubble, inside.documentElement);
  button.dispatchEvent(
    new (frame.contentWindow as Window & typeof globalThis).KeyboardEvent('keydown', {
      key: 'Escape',
      bubbles: true,
    }),
  );
  await waitFor(() => expect(bubble.dataset.chatAvatarBubble).toBe('closed'));
});

it('opens on the first hover in a window without a doctype, such as a pop-out', async () => {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const inside = frame.contentDocument as Document;
  expect(inside.compatMode).toBe('BackCompat');
  for (const style of document.querySelectorAll('style')) inside.head.append(style.cloneNode(true));
  show(createPortal(<div style={{ padding: 20 }}>{avatar(96)}</div>, inside.body));
  onTestFinished(() => {
    cleanup();
    frame.remove();
  });
  const { left, top } = (await find(inside, 'button')).getBoundingClientRect();
  await userEvent.hover(frame, { position: { x: left + 12, y: top + 12 } });
  await find(inside, OPEN);
});

it('an open bubble passes axe, and its text may be spaced (WCAG 1.4.12)', async () => {
  const { container } = show(<div style={{ padding: 120 }}>{avatar(96)}</div>);
  container.querySelector('button')?.focus();
  const bubble = await screen.findByRole('tooltip');
  await waitFor(() => expect(bubble).toBeVisible());
  expect((await axe.run(container)).violations).toEqual([]);
  bubble.style.cssText += TEXT_SPACING;
  const box = bubble.getBoundingClientRect();
  for (const line of bubble.children) {
    const { left, right, top, bottom } = line.getBoundingClientRect();
    expect(left >= box.left && right <= box.right && top >= box.top && bottom <= box.bottom).toBe(true);
    expect(line.scrollWidth).toBeLessThanOrEqual(line.clientWidth);
  }
});

describe.each(['ltr', 'rtl'])('the bubble covers no control where it has another place, %s', (direction) => {
  it.each<[where: string, control: CSSProperties]>([
    ['above the face', { top: 30, insetInlineStart: 150, width: 24 }],
    ['above the face, from edge to edge', { top: 30, insetInlineStart: 0, insetInlineEnd: 0 }],
    ['below the face', { top: 225, insetInlineStart: 0, insetInlineEnd: 0 }],
  ])('a control %s', async (_, control) => {
    document.documentElement.dir = direction;
    for (const size of [48, 128]) {
      const { container } = show(
        <>
          <button type="button" aria-label="Close" style={at({ ...control, height: 24 })} />
          {/* A page that enlarges a picture on a press lets the presses through the face. */}
          <style>{'[data-chat-avatar] { pointer-events: none }'}</style>
          <div style={at({ top: 90, insetInlineStart: 100 })}>{avatar(size)}</div>
        </>,
      );
      const button = container.querySelector('[data-chat-avatar] button') as HTMLButtonElement;
      button.focus();
      const bubble = await screen.findByRole('tooltip');
      await waitFor(() => expect(bubble).toBeVisible());
      expectInside(bubble, document.documentElement);
      const [box, other] = [bubble, screen.getByRole('button', { name: 'Close' })].map((element) =>
        element.getBoundingClientRect(),
      ) as [DOMRect, DOMRect];
      const isApartAcross = box.right <= other.left || box.left >= other.right;
      expect(isApartAcross || box.bottom <= other.top || box.top >= other.bottom).toBe(true);
      const { left, right } = button.getBoundingClientRect();
      expect((left + right) / 2).toBeGreaterThan(box.left);
      expect((left + right) / 2).toBeLessThan(box.right);
      expect(bubble.contains(document.elementFromPoint(box.left + 9, box.top + 9)), 'hoverable').toBe(true);
      cleanup();
    }
  });
});
