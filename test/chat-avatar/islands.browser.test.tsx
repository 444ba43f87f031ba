import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, waitFor } from '@testing-library/react';
import {
  ChatAvatar,
  ChatAvatarGroup,
  type ChatPicture,
  ChatPictureProvider,
  chatPictureOptions,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import type { ReactElement } from 'react';
import { hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { JOHN, MONA, NONE } from '../support/chats.js';
import { pictureDataUrl } from '../support/images.js';
import { picture, stubSource } from '../support/sources.js';

/**
 * Islands: several React roots in one page, each with HTML of its own from a server. Without an `identifierPrefix` their generated ids
 * are the same.
 */

const RED_URL = pictureDataUrl('#c00000');
const BLUE_URL = pictureDataUrl('#0000c0');
const RED = picture(RED_URL);
const BLUE = picture(BLUE_URL);
const source = stubSource(() => new Promise(() => {}));

const roots: Root[] = [];

afterEach(async () => {
  await act(() => {
    for (const root of roots.splice(0)) root.unmount();
  });
  document.body.replaceChildren();
});

interface Island {
  content: ReactElement;
  /** What the server had, and what the browser has. */
  served?: ChatPicture | undefined;
  held?: ChatPicture | undefined;
  inShadow?: boolean;
}

function tree({ content, served }: Island, chatId: string) {
  const client = new QueryClient();
  if (served) client.setQueryData(chatPictureOptions(source, chatId).queryKey, served);
  return (
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>{content}</ChatPictureProvider>
    </QueryClientProvider>
  );
}

/** The islands of a page, each rendered before another one is in it, as on a server. */
function serve(islands: [chatId: string, Island][]) {
  const html = islands.map(([chatId, island]) => renderToString(tree(island, chatId)));
  const [first, second] = islands.map(([chatId, island], at) => insert(chatId, island, html[at] as string));
  if (!first || !second) throw new Error('There are two islands.');
  return { first, second };
}

function insert(chatId: string, island: Island, html: string) {
  const host = document.createElement('div');
  const box = document.createElement('div');
  (island.inShadow ? host.attachShadow({ mode: 'open' }) : host).append(box);
  box.innerHTML = html;
  document.body.append(host);
  /** The URLs of all images that the island ever had. */
  const urls: string[] = [];
  new MutationObserver((records) => {
    urls.push(...records.map(({ oldValue }) => oldValue ?? ''));
    urls.push(...[...box.querySelectorAll('img')].map(({ src }) => src));
  }).observe(box, { subtree: true, childList: true, attributes: true, attributeOldValue: true });
  const complaints: unknown[] = [];
  const hydrate = async () => {
    const silence = vi.spyOn(console, 'error').mockImplementation((...args) => complaints.push(args));
    const browser = tree({ ...island, served: island.held }, chatId);
    await act(async () => {
      roots.push(hydrateRoot(box, browser, { onRecoverableError: (error) => complaints.push(error) }));
    });
    silence.mockRestore();
  };
  return { box, urls, complaints, hydrate };
}

const avatar = (chatId: string, name: string, id?: string) => (
  <ChatAvatar chatId={chatId} name={name} loading="eager" id={id} />
);

const answers = [
  { has: 'a picture of its own', served: BLUE, held: BLUE },
  { has: 'a picture that its browser lacks', served: BLUE, held: undefined },
  { has: 'no answer', served: undefined, held: undefined },
  { has: 'no picture', served: NONE, held: NONE },
];

describe.each([
  { place: 'beside it', inShadow: false },
  { place: 'in a shadow root', inShadow: true },
])('an island that hydrates before an earlier one, $place', ({ inShadow }) => {
  it.each(
    answers
      .flatMap((answer) => [
        { ...answer, ids: 'with generated ids', id: undefined },
        { ...answer, ids: 'with an id that both have', id: 'face' },
      ])
      // What only the HTML has is rendered again where that is not found: in a shadow root, and behind an id that stands twice.
      .filter(({ served, held, id }) => served === held || (!inShadow && !id)),
  )('takes nothing over from the other one, $ids: it has $has', async ({ served, held, id }) => {
    const { first, second } = serve([
      [JOHN, { content: avatar(JOHN, 'John Doe', id), served: RED, held: RED }],
      [MONA, { content: avatar(MONA, 'Mona Kane', id), served, held, inShadow }],
    ]);
    await second.hydrate();
    expect(second.complaints).toEqual([]);
    expect(second.urls).not.toContain(RED_URL);
    await first.hydrate();
    expect(first.complaints).toEqual([]);
    await waitFor(() => expect(first.box.querySelector('img')?.src).toBe(RED_URL));
    expect(second.box.querySelector('img')?.src).toBe(held === BLUE ? BLUE_URL : undefined);
  });
});

/** What the server had for each island: one may prefetch the chat, and the other not. */
const served = [
  { what: 'a picture', picture: RED },
  { what: 'another picture', picture: BLUE },
  { what: 'no picture', picture: NONE },
  { what: 'no answer', picture: undefined },
];

describe.each([
  { order: 'in the order of the page', isReversed: false },
  { order: 'the last one first', isReversed: true },
])('two islands with the same chat, hydrated $order', ({ isReversed }) => {
  it.each(served.flatMap((first) => served.map((second) => ({ first, second }))))(
    'hydrate without a mismatch: $first.what, and $second.what',
    async ({ first, second }) => {
      const islands = serve([
        [JOHN, { content: avatar(JOHN, 'John Doe'), served: first.picture, held: first.picture }],
        [JOHN, { content: avatar(JOHN, 'John Doe'), served: second.picture, held: second.picture }],
      ]);
      const order = [islands.first, islands.second];
      for (const island of isReversed ? order.reverse() : order) await island.hydrate();
      for (const { complaints } of order) expect(complaints).toEqual([]);
      const urlOf = (held: ChatPicture | undefined) => (held?.status === 'available' ? held.url : undefined);
      expect(islands.first.box.querySelector('img')?.src).toBe(urlOf(first.picture));
      expect(islands.second.box.querySelector('img')?.src).toBe(urlOf(second.picture));
    },
  );
});

it('searches the page for no avatar whose cache agrees with its HTML', async () => {
  const { first, second } = serve([
    [JOHN, { content: avatar(JOHN, 'John Doe'), served: RED, held: RED }],
    [MONA, { content: avatar(MONA, 'Mona Kane'), served: NONE, held: NONE }],
  ]);
  const search = vi.spyOn(document, 'querySelectorAll');
  await first.hydrate();
  await second.hydrate();
  // Its time grows with the page.
  expect(search.mock.calls.flat().filter((selector) => selector.startsWith('[id='))).toEqual([]);
});

it('the button of a group opens its list before hydration, and that of its own island after it', async () => {
  const group = (chatId: string, name: string) => ({
    content: (
      <ChatAvatarGroup max={1} aria-label={name}>
        {avatar(chatId, name)}
        {avatar(chatId, `${name} and the others`)}
      </ChatAvatarGroup>
    ),
  });
  const { first, second } = serve([
    [JOHN, group(JOHN, 'John Doe')],
    [MONA, group(MONA, 'Mona Kane')],
  ]);
  first.box.querySelector('button')?.click();
  expect(first.box.querySelector(':popover-open')).not.toBeNull();
  first.box.querySelector('button')?.click();
  await second.hydrate();
  await first.hydrate();
  for (const { box } of [second, first]) {
    box.querySelector('button')?.click();
    const open = [...document.querySelectorAll(':popover-open')];
    expect(open.map((list) => box.contains(list))).toEqual([true]);
  }
});
