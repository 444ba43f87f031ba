import { cleanup, waitFor } from '@testing-library/react';
import { chatPictureOptions } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, describe, expect, it } from 'vitest';
import { ANA, BOB, frames, showAvatar } from '../../support/avatars.js';
import { answerWith, hostImage, requestsOf } from '../../support/imageHost.js';
import { pictureDataUrl } from '../../support/images.js';
import { picture, stubSource } from '../../support/sources.js';

afterEach(cleanup);

const RED = pictureDataUrl('#c00000');
const BLUE = pictureDataUrl('#0000c0');
const GREEN = pictureDataUrl('#00c000');

/** An answer of the gateway: one image, at two widths and in full size. */
const inWidths = (url: string) => picture(`${url}?w=640`, { srcSet: `${url}?w=48 48w, ${url}?w=640 640w` });

const give = (avatar: ReturnType<typeof showAvatar>, source: ReturnType<typeof stubSource>, answer: object) =>
  avatar.client.setQueryData(chatPictureOptions(source, ANA).queryKey, answer as ReturnType<typeof picture>);

describe('a picture that is being replaced', () => {
  it('is not requested again, and keeps its attributes, although its URLs have expired', async () => {
    const [old, next] = [await hostImage(), await hostImage({ color: [0, 0, 200] })];
    const source = stubSource(() => inWidths(old));
    const avatar = showAvatar(source, { size: 40 });
    await avatar.becomes('picture');
    const image = avatar.images()[0] as HTMLImageElement;
    const attributes = () => ['src', 'srcset', 'sizes', 'loading'].map((name) => image.getAttribute(name));
    const before = attributes();
    await answerWith(old, { statuses: [403] });
    give(avatar, source, inWidths(next));
    await waitFor(() => expect(avatar.images()).toHaveLength(2));
    avatar.update({ size: 400, loading: 'eager' });
    const seen: unknown[] = [];
    const watching = new MutationObserver((records) =>
      seen.push(...records.map((record) => record.attributeName)),
    );
    watching.observe(image, { attributes: true });
    await waitFor(() => expect(avatar.images().map(({ src }) => src)).toEqual([`${next}?w=640`]));
    expect(attributes()).toEqual(before);
    expect(seen).toEqual([]);
    await frames();
    expect(await requestsOf(old)).toHaveLength(1);
    expect(avatar.states).toEqual(['picture']);
  });

  it('is replaced by letters when the next one fails, and never shows a broken image', async () => {
    const next = await hostImage({ statuses: [403] });
    const source = stubSource((_, __, call) => picture(call === 1 ? RED : next));
    const avatar = showAvatar(source);
    await avatar.becomes('picture');
    give(avatar, source, picture(next));
    await avatar.becomes('error');
    // The one refetch has brought the same URL: it loads once more, and is not seen.
    for (const image of avatar.images()) expect(getComputedStyle(image).opacity).toBe('0');
    expect(
      getComputedStyle(avatar.root().querySelector('[data-chat-avatar-initials]') as Element).visibility,
    ).toBe('visible');
  });
});

describe('a painted picture that is fetched again and fails', () => {
  it('is replaced by letters when it is on top, and removed when it is beneath', async () => {
    const source = stubSource(() => picture(RED));
    const avatar = showAvatar(source, { style: { '--chat-avatar-fade': '10s' } });
    await avatar.becomes('picture');
    give(avatar, source, picture(BLUE));
    await waitFor(() => expect(avatar.images()).toHaveLength(2));
    avatar.images()[0]?.dispatchEvent(new Event('error'));
    await waitFor(() => expect(avatar.images().map(({ src }) => src)).toEqual([BLUE]));
    await avatar.becomes('picture');
    avatar.images()[0]?.dispatchEvent(new Event('error'));
    await avatar.becomes('error');
  });
});

describe('A → B → A', () => {
  it.each(['while B loads', 'while B fades in'])('ends with A: %s', async (when) => {
    const source = stubSource(() => picture(RED));
    const avatar = showAvatar(source, { style: { '--chat-avatar-fade': '400ms' } });
    await avatar.becomes('picture');
    give(avatar, source, picture(BLUE));
    if (when === 'while B fades in') {
      await waitFor(() =>
        expect(avatar.images().at(-1)).toHaveAttribute('data-chat-avatar-image', 'painted'),
      );
      await waitFor(() => expect(avatar.images().at(-1)?.src).toBe(BLUE));
    }
    give(avatar, source, picture(RED));
    await waitFor(() => expect(avatar.images().map(({ src }) => src)).toEqual([RED]));
    await frames(60);
    expect(avatar.images().map(({ src }) => src)).toEqual([RED]);
    expect(avatar.states).toEqual(['picture']);
  });

  it('ends with the last of many, at any pace', async () => {
    const source = stubSource(() => picture(RED));
    const avatar = showAvatar(source);
    const urls = [RED, BLUE, GREEN];
    for (let i = 0; i < 40; i += 1) {
      give(avatar, source, picture(urls[(i * 7 + (i >> 2)) % 3] ?? RED));
      await frames(i % 5);
      expect(avatar.images().length).toBeLessThanOrEqual(2);
    }
    give(avatar, source, picture(GREEN));
    await waitFor(() => expect(avatar.images().map(({ src }) => src)).toEqual([GREEN]));
    await avatar.becomes('picture');
  });
});

describe('another chat in the same place', () => {
  it('is painted although both chats have one URL and both answers are cached', async () => {
    const url = await hostImage();
    for (const same of [url, RED]) {
      const source = stubSource(() => picture(same));
      const avatar = showAvatar(source);
      avatar.client.setQueryData(chatPictureOptions(source, BOB).queryKey, picture(same));
      await avatar.becomes('picture');
      avatar.update({ chatId: BOB, name: 'Bob' });
      await avatar.becomes('picture');
      avatar.unmount();
    }
  });
});
