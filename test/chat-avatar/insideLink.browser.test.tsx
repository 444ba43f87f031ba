import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatAvatarGroup, ChatPictureProvider } from 'chat-avatar';
import 'chat-avatar/styles.css';
import type { HTMLAttributes, ReactElement } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { stubSource } from '../support/sources.js';

const JOHN = '201234567890@c.us';

/** The clicks on anything in a link; those that were not prevented follow it, or open it in a tab. */
let clicks: Event[];
const followed = () => clicks.filter((event) => !event.defaultPrevented).map(({ type }) => type);
const watch = (event: Event) => {
  if (event.target instanceof Element && event.target.closest('a')) clicks.push(event);
};

beforeEach(() => {
  clicks = [];
  // In the capturing phase, which no handler in the page can stop.
  addEventListener('click', watch, true);
  addEventListener('auxclick', watch, true);
});

afterEach(() => {
  cleanup();
  removeEventListener('click', watch, true);
  removeEventListener('auxclick', watch, true);
  history.replaceState(null, '', location.pathname + location.search);
});

/** What a row does when it is pressed, selected, opened or dragged. */
function rowHandlers() {
  const row = vi.fn((event: { type: string }) => event.type);
  const names = [
    'onClick',
    'onAuxClick',
    'onDoubleClick',
    'onPointerDown',
    'onMouseDown',
    'onTouchStart',
  ] as const;
  const handlers = Object.fromEntries(names.map((name) => [name, row])) as HTMLAttributes<HTMLElement>;
  const keys = vi.fn();
  return { row, keys, handlers: { ...handlers, onKeyDown: keys } };
}

function show(children: ReactElement) {
  const source = stubSource(() => ({ status: 'none', reason: 'empty' }));
  const { row, keys, handlers } = rowHandlers();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source} refreshCooldownMs={0}>
        <a href="#chat" {...handlers}>
          {children}
          <span>Open</span>
        </a>
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  return { row, keys, refreshes: () => source.calls.filter(({ refresh }) => refresh) };
}

/** Tells the browser's own action for a click, which no test can watch without losing its page. */
function dispatch(target: Element, type: string, init: PointerEventInit = {}) {
  return target.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, ...init }));
}

describe('a refresh button inside a link', () => {
  const button = () => screen.getByRole('button', { name: 'Refresh picture of John Doe' });
  const avatar = <ChatAvatar chatId={JOHN} name="John Doe" refreshable />;

  it('refreshes on a click, and does not navigate', async () => {
    const { row, refreshes } = show(avatar);
    await userEvent.click(button());
    await waitFor(() => expect(refreshes()).toHaveLength(1));
    expect(followed()).toEqual([]);
    expect(location.hash).toBe('');
    expect(row).not.toHaveBeenCalled();
  });

  it.each(['{Enter}', ' '])('refreshes on the key %j, and does not navigate', async (key) => {
    const { row, keys, refreshes } = show(avatar);
    button().focus();
    await userEvent.keyboard(key);
    await waitFor(() => expect(refreshes()).toHaveLength(1));
    expect(followed()).toEqual([]);
    expect(location.hash).toBe('');
    expect(row).not.toHaveBeenCalled();
    expect(keys).not.toHaveBeenCalled();
  });

  it('does not open a tab on a click with a modifier, or with the middle button', async () => {
    const { row } = show(avatar);
    await userEvent.click(button(), { modifiers: ['Control'] });
    await userEvent.click(button(), { button: 'middle' });
    expect(dispatch(button(), 'click', { metaKey: true })).toBe(false);
    expect(dispatch(button(), 'auxclick', { button: 1 })).toBe(false);
    expect(followed()).toEqual([]);
    expect(location.hash).toBe('');
    expect(row).not.toHaveBeenCalled();
  });

  it('does not navigate while it is busy', async () => {
    const { row } = show(avatar);
    await userEvent.click(button());
    for (const _ of [1, 2, 3]) expect(dispatch(screen.getByRole('button'), 'click')).toBe(false);
    expect(row).not.toHaveBeenCalled();
  });

  it('does not press, select or drag the row', async () => {
    const { row } = show(avatar);
    for (const type of ['pointerdown', 'mousedown', 'touchstart', 'dblclick']) dispatch(button(), type);
    expect(row).not.toHaveBeenCalled();
  });

  it('leaves the rest of the link as it is', async () => {
    const { row } = show(avatar);
    await userEvent.click(screen.getByText('Open'));
    expect(followed()).toEqual(['click']);
    expect(location.hash).toBe('#chat');
    expect(row.mock.results.map(({ value }) => value)).toContain('click');
  });
});

describe('a group inside a link', () => {
  const group = (
    <ChatAvatarGroup max={1} aria-label="Members">
      {['Ada', 'Bo', 'Cy'].map((name) => (
        <ChatAvatar key={name} chatId={JOHN} name={name} refreshable={name === 'Cy'} />
      ))}
    </ChatAvatarGroup>
  );
  const button = () => screen.getByRole('button', { name: '+2 more' });

  it('opens and closes its list on a click, and does not navigate', async () => {
    const { row } = show(group);
    await userEvent.click(button());
    await waitFor(() => expect(screen.getByText('Bo')).toBeVisible());
    await userEvent.click(button());
    await waitFor(() => expect(screen.getByText('Bo')).not.toBeVisible());
    expect(followed()).toEqual([]);
    expect(location.hash).toBe('');
    expect(row).not.toHaveBeenCalled();
  });

  it('opens its list by keyboard, and keeps the keys that are pressed in it', async () => {
    const { row, keys } = show(group);
    button().focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(screen.getByText('Bo')).toBeVisible());
    await userEvent.keyboard('{Tab}');
    keys.mockClear();
    await userEvent.keyboard('{ArrowDown}{End}{Enter}');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.getByText('Bo')).not.toBeVisible());
    expect(button()).toHaveFocus();
    expect(followed()).toEqual([]);
    expect(location.hash).toBe('');
    expect(row).not.toHaveBeenCalled();
    expect(keys).not.toHaveBeenCalled();
  });

  it('places its list at the button', async () => {
    show(group);
    await userEvent.click(button());
    const list = screen.getByRole('group', { name: '+2 more' });
    const [top, bottom] = [list.getBoundingClientRect().top, button().getBoundingClientRect().bottom];
    expect(top - bottom).toBeGreaterThanOrEqual(0);
    expect(top - bottom).toBeLessThan(20);
  });

  it('does not navigate on a click in the list, and refreshes there', async () => {
    const { row, refreshes } = show(group);
    await userEvent.click(button());
    await userEvent.click(screen.getByText('Bo'));
    await userEvent.click(screen.getByRole('button', { name: 'Refresh picture of Cy' }));
    await waitFor(() => expect(refreshes()).toHaveLength(1));
    expect(dispatch(screen.getByText('Bo'), 'auxclick', { button: 1 })).toBe(false);
    expect(followed()).toEqual([]);
    expect(location.hash).toBe('');
    expect(row).not.toHaveBeenCalled();
  });
});
