import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  ChatAvatar,
  type ChatPicture,
  ChatPictureProvider,
  chatPictureOptions,
  useChatPicture,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import { type ReactElement, useState, useTransition } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, it } from 'vitest';
import { ANA, BOB } from '../../support/avatars.js';
import { pictureDataUrl } from '../../support/images.js';
import { deferred, picture, type StubSource, stubSource } from '../../support/sources.js';

const RED = pictureDataUrl('#c00000');
const BLUE = pictureDataUrl('#0000c0');
/** Chromium knows within one task that they are broken. */
const BROKEN = 'data:image/png;base64,AAAA';
const BROKEN_TOO = 'data:image/png;base64,AAAB';

let root: Root;
let container: HTMLElement;

/** Without `act`, which renders at once what React itself leaves for later. */
function mount(source: StubSource, client: QueryClient, element: ReactElement) {
  container = document.body.appendChild(document.createElement('div'));
  root = createRoot(container);
  root.render(
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source} refreshCooldownMs={0}>
        {element}
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
}

afterEach(() => {
  root.unmount();
  container.remove();
});

const image = () => container.querySelector('img');
const state = () => container.querySelector<HTMLElement>('[data-chat-avatar]')?.dataset.state;

it('an urgent render shows another chat, with a broken picture, before React has handled an image event', async () => {
  const pictures: Record<string, string> = { [ANA]: RED, [BOB]: BROKEN };
  const source = stubSource((chatId) => picture(pictures[chatId] as string));
  const client = new QueryClient();
  for (const [chatId, url] of Object.entries(pictures)) {
    client.setQueryData(chatPictureOptions(source, chatId).queryKey, picture(url));
  }
  let open: (chatId: string, name: string) => void = () => {};
  function Row() {
    const [props, set] = useState({ chatId: ANA, name: 'Ana' });
    open = (chatId, name) => set({ chatId, name });
    return <ChatAvatar {...props} loading="eager" />;
  }
  mount(source, client, <Row />);
  await expect.poll(state).toBe('picture');
  // React handles it in a task of its own.
  image()?.dispatchEvent(new Event('error'));
  flushSync(() => open(BOB, 'Bob'));
  expect(image()?.src).toBe(BROKEN);
  while (!image()?.complete) await null;
  flushSync(() => open(BOB, 'Bob Too'));
  await expect.poll(state).toBe('error');
  // The one refetch answers the same URL, whose image fails as well.
  await expect.poll(image).toBeNull();
});

it.each([
  ['a picture', BLUE, 'picture'],
  ['a broken picture', BROKEN_TOO, 'error'],
])('a refresh within an async action of the page answers %s', async (_, url, expected) => {
  const answered = deferred<ChatPicture>();
  const saved = deferred<void>();
  const source = stubSource((chatId, refresh) =>
    refresh && chatId === ANA ? answered.promise : picture(BROKEN),
  );
  let refresh = (): Promise<unknown> => Promise.resolve();
  let refreshOther = refresh;
  let act: (action: () => Promise<void>) => void = () => {};
  let isActing = false;
  function Row() {
    ({ refresh } = useChatPicture(ANA));
    ({ refresh: refreshOther } = useChatPicture(BOB));
    [isActing, act] = useTransition();
    return <ChatAvatar chatId={ANA} name="Ana" loading="eager" />;
  }
  mount(source, new QueryClient(), <Row />);
  await expect.poll(state).toBe('error');
  // Its code is loaded then, and the next refresh begins within the transition.
  await refreshOther();
  act(async () => {
    await refresh();
    await saved.promise;
  });
  answered.resolve(picture(url));
  await expect.poll(() => container.querySelector('img')?.src ?? state()).toBe(url === BLUE ? url : expected);
  await expect.poll(state).toBe(expected);
  const shown = image();
  saved.resolve();
  await expect.poll(() => isActing).toBe(false);
  expect(state()).toBe(expected);
  expect(image()).toBe(shown);
});
