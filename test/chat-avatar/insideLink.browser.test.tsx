import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatAvatarGroup, ChatPictureProvider } from 'chat-avatar';
import 'chat-avatar/styles.css';
import type { HTMLAttributes, ReactElement } from 'react';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { JOHN } from '../support/chats.js';
import { stubSource } from '../support/sources.js';

afterEach(cleanup);

/** The clicks that would have followed the link, or opened it in a tab. */
let followed: string[];

/** On React's own root, where no handler can hide an event: after all handlers of React, before the browser's own action. */
function watchLinks(root: HTMLElement) {
  followed = [];
  const watch = (event: Event) => {
    const link = event.target instanceof Element && event.target.closest('a');
    if (link && !event.defaultPrevented) followed.push(event.type);
    if (link) event.preventDefault();
  };
  root.addEventListener('click', watch);
  root.addEventListener('auxclick', watch);
}

/** The handlers of a row that can be pressed, selected, opened or dragged. */
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
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source} refreshCooldownMs={0}>
        <a href="#chat" {...handlers}>
          {children}
          <span>Open</span>
        </a>
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  watchLinks(container);
  return { row, keys, refreshes: () => source.calls.filter(({ refresh }) => refresh) };
}

/** For events that the browser's driver cannot create. */
function dispatch(target: Element, type: string, init: PointerEventInit = {}) {
  target.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, ...init }));
}

describe('a refresh button inside a link', () => {
  const button = () => screen.getByRole('button', { name: 'Refresh picture of John Doe' });
  const avatar = <ChatAvatar chatId={JOHN} name="John Doe" refreshable />;

  it('refreshes on a click, and does not navigate', async () => {
    const { row, refreshes } = show(avatar);
    await userEvent.click(button());
    await waitFor(() => expect(refreshes()).toHaveLength(1));
    expect(followed).toEqual([]);
    expect(row).not.toHaveBeenCalled();
  });

  it.each(['{Enter}', ' '])('refreshes on the key %j, and does not navigate', async (key) => {
    const { row, keys, refreshes } = show(avatar);
    button().focus();
    await userEvent.keyboard(key);
    await waitFor(() => expect(refreshes()).toHaveLength(1));
    expect(followed).toEqual([]);
    expect(row).not.toHaveBeenCalled();
    expect(keys).not.toHaveBeenCalled();
  });

  it('does not open a tab on a click with a modifier, or with the middle button', async () => {
    const { row } = show(avatar);
    await userEvent.click(button(), { modifiers: ['Control'] });
    await userEvent.click(button(), { button: 'middle' });
    dispatch(button(), 'click', { metaKey: true });
    expect(followed).toEqual([]);
    expect(row).not.toHaveBeenCalled();
  });

  it('does not navigate while it is busy', async () => {
    const { row } = show(avatar);
    await userEvent.click(button());
    for (const _ of [1, 2, 3]) dispatch(screen.getByRole('button'), 'click');
    expect(followed).toEqual([]);
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
    expect(followed).toEqual(['click']);
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
    expect(followed).toEqual([]);
    expect(row).not.toHaveBeenCalled();
  });

  it('opens its list in a browser that does not know `:popover-open`', async () => {
    const { matches } = Element.prototype;
    const spy = vi.spyOn(Element.prototype, 'matches');
    onTestFinished(() => spy.mockRestore());
    spy.mockImplementation(function (this: Element, selector) {
      if (selector === ':popover-open') throw new DOMException('Unknown selector.', 'SyntaxError');
      return matches.call(this, selector);
    });
    show(group);
    await userEvent.click(button());
    // Without the stub, which an assertion of visibility would meet as well.
    spy.mockRestore();
    await waitFor(() => expect(screen.getByRole('group', { name: '+2 more' })).toBeVisible());
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
    expect(followed).toEqual([]);
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
    await userEvent.click(screen.getByText('Bo'), { button: 'middle' });
    expect(followed).toEqual([]);
    expect(row).not.toHaveBeenCalled();
  });
});
