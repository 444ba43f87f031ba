import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { ChatAvatar, type ChatAvatarProps, ChatPictureProvider, chatPictureOptions } from 'chat-avatar';
import { createPortal } from 'react-dom';
import { afterEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import styles from '../../src/avatar/styles.css?inline';
import { ANA } from '../support/avatars.js';
import { pictureDataUrl } from '../support/images.js';
import { picture, stubSource } from '../support/sources.js';

/** The document of another window, as of a pop-out: React runs in this one, and portals into that one. */

const known = picture(pictureDataUrl('#c00000'));
const source = stubSource(() => known);

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  for (const element of document.querySelectorAll('iframe, [data-container]')) element.remove();
});

function openDocument(): Document {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const opened = frame.contentDocument as Document;
  addStyles(opened);
  return opened;
}

function addStyles(to: Document) {
  const style = to.createElement('style');
  style.textContent = styles;
  to.head.append(style);
}

/** An avatar whose picture is in the cache, in a container of its own. */
function portalInto(body: Element, props: Partial<ChatAvatarProps>) {
  const client = new QueryClient();
  client.setQueryData(chatPictureOptions(source, ANA).queryKey, known);
  const container = document.createElement('div');
  container.dataset.container = '';
  body.append(container);
  render(
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>
        {createPortal(<ChatAvatar chatId={ANA} name="Ana Diaz" size={96} {...props} />, container)}
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  return container;
}

it('the button and its bubble keep their look when their container moves into another document', async () => {
  addStyles(document);
  const container = portalInto(document.body, { refreshable: true });
  const button = container.querySelector('button') as HTMLButtonElement;
  const lookOf = async () => {
    button.focus();
    await userEvent.keyboard('{Shift}');
    await expect.poll(() => container.querySelector('[data-chat-avatar-bubble="open"]')).not.toBeNull();
    const { padding, borderTopWidth, position } = getComputedStyle(
      container.querySelector('[data-chat-avatar-bubble]') as Element,
    );
    button.blur();
    return { padding, borderTopWidth, position };
  };
  const look = await lookOf();
  expect(look.borderTopWidth).not.toBe('3px');
  const opened = openDocument();
  opened.body.append(container);
  expect(await lookOf()).toEqual(look);
});

it('late letters are displayed in a pop-out of a hidden opener, which has no frames', async () => {
  vi.spyOn(window, 'requestAnimationFrame').mockReturnValue(0);
  vi.spyOn(window, 'setTimeout').mockImplementation(() => 0 as never);
  const opened = openDocument();
  const { prototype } = (opened.defaultView as Window & typeof globalThis).HTMLImageElement;
  vi.spyOn(prototype, 'complete', 'get').mockReturnValue(false);
  vi.spyOn(prototype, 'decode').mockReturnValue(new Promise(() => {}));
  const container = portalInto(opened.body, {});
  expect(container.querySelector('[data-chat-avatar-initials="wait"]')).not.toBeNull();
  const isLate = () => container.querySelector('[data-chat-avatar-initials="late"]') !== null;
  const view = opened.defaultView as Window;
  const ended = new Promise((done) => view.setTimeout(done, 60_000));
  while (!isLate()) {
    const frame = new Promise((done) => view.requestAnimationFrame(done));
    expect(await Promise.race([frame, ended.then(() => 'ended')])).not.toBe('ended');
  }
});
