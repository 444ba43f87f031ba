import { render, screen, waitFor } from '@testing-library/react';
import { ChatAvatar, type ChatPicture, ChatPictureError } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { GROUP, JOHN, NONE } from '../support/chats.js';
import { deferred, picture, stubSource } from '../support/sources.js';

import { BLUE, becomes, inApp, RED, show, state } from './showAvatar.js';

describe('the refresh button', () => {
  it('works by keyboard, is busy, then describes why it is unavailable, and keeps its focus', async () => {
    const answer = deferred<ChatPicture>();
    const source = stubSource((_, refresh) => (refresh ? answer.promise : picture(RED)));
    const { root } = show(source, { refreshable: true });
    await becomes(root, 'picture');
    await userEvent.tab();
    const button = screen.getByRole('button', { name: 'Refresh picture of John Doe' });
    expect(button).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(button).toHaveAccessibleName('Refreshing picture…'));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Refreshing picture…'));
    expect(button).toHaveAttribute('aria-busy', 'true');
    await userEvent.keyboard('{Enter}');
    answer.resolve(picture(BLUE));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Picture updated.'));
    expect(button).toHaveFocus();
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription(/Available again in about \d+ s/);
    await userEvent.keyboard('{Enter}');
    expect(source.refreshes()).toBe(1);
  });

  it('stays busy while its code arrives and takes the press over', async () => {
    const source = stubSource((_, refresh) => (refresh ? new Promise<never>(() => {}) : picture(RED)));
    const { root } = show(source, { refreshable: true });
    await becomes(root, 'picture');
    const button = screen.getByRole('button');
    const seen: (string | null)[] = [];
    const observer = new MutationObserver(() => seen.push(button.getAttribute('aria-busy')));
    observer.observe(button, { attributes: true });
    // Without the pointer and the focus, which load the code ahead of a press.
    button.click();
    await waitFor(() => expect(source.refreshes()).toBe(1));
    expect(new Set(seen)).toEqual(new Set(['true']));
  });

  it('does not open the row around it', async () => {
    const open = vi.fn();
    const source = stubSource(() => picture(RED));
    render(
      inApp(
        source,
        // biome-ignore lint/a11y/noStaticElementInteractions: stands for a row of a dashboard.
        // biome-ignore lint/a11y/useKeyWithClickEvents: stands for a row of a dashboard.
        <div onClick={open}>
          <ChatAvatar chatId={JOHN} name="John Doe" refreshable />
        </div>,
      ),
    );
    await userEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(source.refreshes()).toBe(1));
    expect(open).not.toHaveBeenCalled();
  });

  it('stops its key events from reaching the row around it', async () => {
    const open = vi.fn();
    const source = stubSource(() => picture(RED));
    render(
      inApp(
        source,
        <div
          role="button"
          tabIndex={-1}
          onKeyDown={(event) => {
            event.preventDefault();
            open();
          }}
        >
          <ChatAvatar chatId={JOHN} name="John Doe" refreshable />
        </div>,
      ),
    );
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(source.refreshes()).toBe(1));
    expect(open).not.toHaveBeenCalled();
  });

  it('announces a failure, and the picture stays', async () => {
    const source = stubSource((_, refresh) =>
      refresh ? new ChatPictureError('session-not-ready', 'The session is stopped.') : picture(RED),
    );
    const { root } = show(source, { refreshable: true });
    await becomes(root, 'picture');
    await userEvent.click(screen.getByRole('button'));
    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent('The WhatsApp session is not connected.'),
    );
    expect(state(root())).toBe('picture');
    // To the eye too, and not as if it had been refreshed.
    const why =
      /^The picture could not be refreshed\. The WhatsApp session is not connected\. Try again in about \d+ s\.$/;
    await waitFor(() => expect(screen.getByRole('button')).toHaveAccessibleDescription(why));
    const bubble = await screen.findByRole('tooltip');
    expect(bubble).toBeVisible();
    expect(bubble).toHaveTextContent(
      /could not be refreshed\. The WhatsApp session is not connected\..*Try again in about/,
    );
  });

  it('drops the outcome when the avatar changes to another chat', async () => {
    const source = stubSource((_, refresh) =>
      refresh ? new ChatPictureError('network', 'Down.') : picture(RED),
    );
    const { root, update } = show(source, { refreshable: true });
    await becomes(root, 'picture');
    await userEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('No connection.'));
    update({ chatId: GROUP });
    await waitFor(() => expect(screen.getByRole('status')).toBeEmptyDOMElement());
    expect(screen.getByRole('button')).not.toHaveAccessibleDescription();
  });

  it.each([16, 24, 32, 40, 47])('covers the whole face, and is large enough to be hit, at %i px', (size) => {
    const { root } = show(
      stubSource(() => NONE),
      { refreshable: true, size },
    );
    const button = screen.getByRole('button').getBoundingClientRect();
    const face = root().getBoundingClientRect();
    const side = Math.max(24, size);
    expect([button.width, button.height]).toEqual([side, side]);
    expect(button.left + button.right).toBe(face.left + face.right);
    expect(button.top + button.bottom).toBe(face.top + face.bottom);
  });

  it.each([48, 56, 96, 512])('is on the corner, and large enough to be hit, at %i px', (size) => {
    const { root } = show(
      stubSource(() => NONE),
      { refreshable: true, size },
    );
    const button = screen.getByRole('button').getBoundingClientRect();
    const face = root().getBoundingClientRect();
    expect(button.width).toBe(button.height);
    expect(button.width).toBeGreaterThanOrEqual(24);
    expect(button.width).toBeLessThanOrEqual(40);
    expect(button.left).toBeGreaterThanOrEqual(face.left + face.width / 2);
    expect(button.bottom).toBeLessThan(face.top + face.height / 2);
  });
});
