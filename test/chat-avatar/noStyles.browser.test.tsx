import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider } from 'chat-avatar';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import styles from '../../src/avatar/styles.css?inline';
import { stubSource } from '../support/sources.js';

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
const warnings = () => warn.mock.calls.map(([text]) => String(text));

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout'] }));

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  warn.mockClear();
});

const source = stubSource(() => ({ status: 'none', reason: 'empty' }));
const avatars = (
  <QueryClientProvider client={new QueryClient()}>
    <ChatPictureProvider source={source}>
      <ChatAvatar chatId="201234567890@c.us" name="John Doe" />
      <ChatAvatar chatId="201111111111@c.us" name="" />
    </ChatPictureProvider>
  </QueryClientProvider>
);

/** The document of this test has no styles.css. In this order, because a warning is logged once. */
it('an avatar in a shadow root with styles.css is not warned about', async () => {
  const host = document.body.appendChild(document.createElement('div'));
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  shadow.adoptedStyleSheets = [sheet];
  const root = createRoot(shadow);
  root.render(avatars);
  await expect.poll(() => shadow.querySelectorAll('[data-chat-avatar]')).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(5000);
  expect(warnings()).toEqual([]);
  root.unmount();
  host.remove();
});

it('an avatar that is not displayed, or gone at once, is not warned about', async () => {
  render(<div hidden>{avatars}</div>);
  const { unmount } = render(avatars);
  await vi.advanceTimersByTimeAsync(500);
  unmount();
  await vi.advanceTimersByTimeAsync(5000);
  expect(warnings()).toEqual([]);
});

it('an avatar without styles.css is warned about once', async () => {
  render(avatars);
  render(avatars);
  await vi.advanceTimersByTimeAsync(5000);
  expect(warnings()).toEqual([
    expect.stringMatching(/styles\.css is not loaded.*import "chat-avatar\/styles\.css"/),
  ]);
});
