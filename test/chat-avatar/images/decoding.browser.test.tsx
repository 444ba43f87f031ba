import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider, chatPictureOptions } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ANA, showAvatar } from '../../support/avatars.js';
import { hostImage } from '../../support/imageHost.js';
import { pictureDataUrl } from '../../support/images.js';
import { picture, stubSource } from '../../support/sources.js';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const RED = pictureDataUrl('#c00000');

describe('an image with a good header and pixels that cannot be decoded', () => {
  it('is letters and an error, when it is new', async () => {
    const url = await hostImage({ isCorrupt: true });
    const avatar = showAvatar(stubSource(() => picture(url)));
    await avatar.becomes('error');
    await waitFor(() => expect(avatar.images()).toHaveLength(0));
    await waitFor(() => expect(avatar.states).toEqual(['error']));
  });

  it('is letters and an error, when it was known', async () => {
    const url = await hostImage({ isCorrupt: true });
    const source = stubSource(() => picture(url));
    const client = new QueryClient();
    client.setQueryData(chatPictureOptions(source, ANA).queryKey, picture(url));
    const states: string[] = [];
    const { container } = render(
      <QueryClientProvider client={client}>
        <ChatPictureProvider source={source}>
          <ChatAvatar chatId={ANA} name="Ana" onStateChange={(state) => states.push(state)} />
        </ChatPictureProvider>
      </QueryClientProvider>,
    );
    await waitFor(() => expect(states).toEqual(['error']));
    await waitFor(() => expect(container.querySelector('img')).toBeNull());
  });
});

describe('an SVG image without width and height', () => {
  it('is painted', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z"/></svg>';
    const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    const avatar = showAvatar(stubSource(() => picture(url)));
    await avatar.becomes('picture');
  });
});

describe('a decode that is interrupted', () => {
  it('is tried again, and does not count as a failure', async () => {
    const { decode } = HTMLImageElement.prototype;
    const spy = vi
      .spyOn(HTMLImageElement.prototype, 'decode')
      .mockRejectedValueOnce(new DOMException('The source image changed.', 'EncodingError'))
      .mockImplementation(function (this: HTMLImageElement) {
        return decode.call(this);
      });
    const avatar = showAvatar(stubSource(() => picture(RED)));
    await avatar.becomes('picture');
    await waitFor(() => expect(avatar.states).toEqual(['picture']));
    expect(spy.mock.calls.length).toBeGreaterThan(1);
  });
});

describe('1,000 known pictures', () => {
  it('are decoded once each', async () => {
    const decode = vi.spyOn(HTMLImageElement.prototype, 'decode');
    const source = stubSource(() => picture(RED));
    const client = new QueryClient();
    const chatIds = Array.from({ length: 1000 }, (_, i) => `2012345${String(i).padStart(5, '0')}@c.us`);
    for (const [i, chatId] of chatIds.entries()) {
      client.setQueryData(chatPictureOptions(source, chatId).queryKey, picture(`${RED}#${i}`));
    }
    const { container } = render(
      <QueryClientProvider client={client}>
        <ChatPictureProvider source={source}>
          {chatIds.map((chatId) => (
            <ChatAvatar key={chatId} chatId={chatId} name="Ana" size={24} />
          ))}
        </ChatPictureProvider>
      </QueryClientProvider>,
    );
    const painted = () => container.querySelectorAll('[data-state="picture"]').length;
    await expect.poll(painted).toBe(1000);
    expect(decode).toHaveBeenCalledTimes(1000);
  });
});
