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
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const neverDecode = () =>
  vi.spyOn(HTMLImageElement.prototype, 'decode').mockReturnValue(new Promise(() => {}));

const neverLoad = () => {
  neverDecode();
  vi.spyOn(HTMLImageElement.prototype, 'complete', 'get').mockReturnValue(false);
};

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

/** In ms, and one more. */
const A_FRAME = 17;

const lettersIn = (box: Element) => box.querySelector('[data-chat-avatar-initials]') as HTMLElement;
const displayIn = (box: Element) => getComputedStyle(lettersIn(box)).display;

describe.each([
  { form: 'of one element', props: { size: 40 } },
  { form: 'with a face inside it', props: {} },
])('the letters of an avatar $form, whose known picture is not painted', ({ props }) => {
  it('are displayed after 150 ms while the picture has not loaded', async () => {
    vi.useFakeTimers();
    neverLoad();
    const { container } = render(app(props));
    vi.advanceTimersByTime(149);
    expect(displayIn(container)).toBe('none');
    vi.advanceTimersByTime(A_FRAME);
    expect(displayIn(container)).toBe('block');
    const letters = lettersIn(container);
    expect(letters).toHaveTextContent('AD');
    expect(getComputedStyle(letters).visibility).toBe('visible');
    expect(letters.getAnimations()).toEqual([]);
  });

  it('are not displayed before that when a glyph stands in their place', () => {
    neverLoad();
    const { container } = render(app({ ...props, name: '' }));
    expect(container.querySelector('svg')?.checkVisibility()).toBe(false);
  });

  it.each([
    ['1s', 1000],
    ['.3s', 300],
    ['80ms', 80],
    ['calc(1s + 1s)', 150],
  ])('take the delay of the page: %s', (delay, ms) => {
    vi.useFakeTimers();
    neverLoad();
    const { container } = render(
      <div style={{ '--chat-avatar-letter-delay': delay } as object}>{app(props)}</div>,
    );
    vi.advanceTimersByTime(ms - 1);
    expect(displayIn(container)).toBe('none');
    vi.advanceTimersByTime(A_FRAME);
    expect(displayIn(container)).toBe('block');
  });

  it('are not displayed before a frame, however long the page is busy', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    neverLoad();
    const { container } = render(app(props));
    vi.advanceTimersByTime(10_000);
    expect(displayIn(container)).toBe('none');
  });

  it('stay hidden while a picture that has loaded is decoded', async () => {
    neverDecode();
    const { container } = render(app(props));
    const image = container.querySelector('img') as HTMLImageElement;
    await expect.poll(() => image.complete).toBe(true);
    vi.useFakeTimers();
    cleanup();
    const second = render(app(props)).container;
    expect(second.querySelector('img')?.complete).toBe(true);
    vi.advanceTimersByTime(10_000);
    expect(displayIn(second)).toBe('none');
  });

  it('are in the HTML of a server, with the whole delay', () => {
    const box = document.createElement('div');
    box.innerHTML = renderToString(app(props));
    document.body.append(box);
    expect(getComputedStyle(lettersIn(box)).animationDelay).toBe('0.15s');
    box.remove();
  });
});
