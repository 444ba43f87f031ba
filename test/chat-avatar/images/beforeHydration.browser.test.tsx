import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ChatAvatar, type ChatAvatarProps, ChatPictureProvider, chatPictureOptions } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it } from 'vitest';
import { ANA } from '../../support/avatars.js';
import { hostImage } from '../../support/imageHost.js';
import { distance, pixelsOf } from '../../support/pixels.js';
import { picture, stubSource } from '../../support/sources.js';

afterEach(() => {
  document.body.replaceChildren();
});

const source = stubSource(() => picture('unused'));

/** Server HTML, in a page before its scripts run. */
function serve(url: string | undefined, props: Partial<ChatAvatarProps>) {
  // HTML of an earlier avatar with the same generated id would be taken for its own.
  document.body.replaceChildren();
  const client = new QueryClient();
  const { queryKey } = chatPictureOptions(source, ANA);
  client.setQueryData(queryKey, url ? picture(url) : { status: 'none', reason: 'empty' });
  document.body.innerHTML = renderToString(
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>
        <ChatAvatar chatId={ANA} name="Ana Diaz" size={96} loading="eager" {...props} />
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  // React 19 writes a preload link before it.
  return document.querySelector('[data-chat-avatar]') as HTMLElement;
}

async function colorsOf(element: Element): Promise<string[]> {
  const { width, height, at } = await pixelsOf(element);
  return Array.from({ length: width * height }, (_, index) => at(index % width, Math.floor(index / width)));
}

/** Where a rounded corner is smoothed, a layer that is painted again changes a pixel by one step. */
const differing = (colors: string[], others: string[]) =>
  colors.filter((color, at) => distance(color, others[at] as string) > 3);

it.each<[string, Partial<ChatAvatarProps>]>([
  ['a square', {}],
  ['a background of its own', { style: { backgroundColor: 'tomato' } }],
])(
  'an image that fails before hydration looks like no picture, without a broken-image icon: %s',
  async (_, props) => {
    const url = await hostImage({ statuses: [403] });
    const letters = await colorsOf(serve(undefined, props));
    const avatar = serve(url, props);
    const image = avatar.querySelector('img') as HTMLImageElement;
    await expect.poll(() => image.complete).toBe(true);
    expect(image.naturalWidth).toBe(0);
    // The letters wait a moment for a known picture.
    await expect.poll(async () => differing(await colorsOf(avatar), letters)).toEqual([]);
  },
);

it('an image that loads before hydration covers its square', async () => {
  const url = await hostImage();
  const avatar = serve(url, {});
  const image = avatar.querySelector('img') as HTMLImageElement;
  await expect.poll(() => image.naturalWidth).toBe(64);
  await image.decode();
  const seen = await colorsOf(avatar);
  image.style.background = 'none';
  expect(differing(await colorsOf(avatar), seen)).toEqual([]);
});
