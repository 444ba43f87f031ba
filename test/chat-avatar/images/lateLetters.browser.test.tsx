import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { ChatAvatar, type ChatAvatarProps, ChatPictureProvider, chatPictureOptions } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ANA } from '../../support/avatars.js';
import { pictureDataUrl } from '../../support/images.js';
import { picture, stubSource } from '../../support/sources.js';

const known = picture(pictureDataUrl('#c00000'));
const source = stubSource(() => known);

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const neverPaint = () =>
  vi.spyOn(HTMLImageElement.prototype, 'decode').mockReturnValue(new Promise(() => {}));

/** An avatar whose picture is in the cache. */
function app(props: Partial<ChatAvatarProps> = {}) {
  const client = new QueryClient();
  client.setQueryData(chatPictureOptions(source, ANA).queryKey, known);
  return (
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>
        <ChatAvatar chatId={ANA} name="Ana Diaz" {...props} />
      </ChatPictureProvider>
    </QueryClientProvider>
  );
}

const lettersIn = (box: Element) => box.querySelector('[data-chat-avatar-initials]') as HTMLElement;
const displayIn = (box: Element) => getComputedStyle(lettersIn(box)).display;

describe.each([
  { form: 'of one element', props: { size: 40 } },
  { form: 'with a face inside it', props: {} },
])('the letters of an avatar $form, whose known picture is not painted', ({ props }) => {
  it('are displayed late, and hidden by CSS for the rest of their delay', async () => {
    neverPaint();
    const { container } = render(app(props));
    expect(displayIn(container)).toBe('none');
    await expect.poll(() => displayIn(container)).toBe('grid');
    const letters = lettersIn(container);
    expect(letters).toHaveTextContent('AD');
    expect(getComputedStyle(letters).animationDelay).toBe('0.1s');
    await expect.poll(() => getComputedStyle(letters).visibility).toBe('visible');
  });

  it('take the delay of the page', async () => {
    neverPaint();
    const { container } = render(
      <div style={{ '--chat-avatar-letter-delay': '1s' } as object}>{app(props)}</div>,
    );
    await expect.poll(() => displayIn(container)).toBe('grid');
    expect(getComputedStyle(lettersIn(container)).animationDelay).toBe('0.95s');
  });

  it('are in the HTML of a server, with the whole delay', () => {
    const box = document.createElement('div');
    box.innerHTML = renderToString(app(props));
    document.body.append(box);
    expect(getComputedStyle(lettersIn(box)).animationDelay).toBe('0.15s');
    box.remove();
  });
});
