import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import {
  ChatAvatar,
  ChatAvatarGroup,
  type ChatAvatarLabels,
  type ChatPicture,
  ChatPictureError,
  ChatPictureProvider,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import { de } from 'chat-avatar/labels/de';
import { expect, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import { GROUP, NONE } from '../support/chats.js';
import { ERROR_CODES } from '../support/errorCodes.js';
import { picture, stubSource } from '../support/sources.js';
import { BLUE, RED } from './showAvatar.js';

type Key = keyof ChatAvatarLabels;

const KEYS = Object.keys(de) as Key[];

/** `describeChatPicture` has these for tooltips of a page; no avatar says them. */
const OF_TOOLTIPS: Key[] = ['pending', 'none'];

/** Each label is its own key in brackets, so that a word from elsewhere stands outside of them. */
const LABELS = {
  ...Object.fromEntries(
    KEYS.map((key) => [key, typeof de[key] === 'string' ? `[${key}]` : () => `[${key}]`]),
  ),
  failed: (reason) => `[failed] ${reason}`,
} as ChatAvatarLabels;

const throttled = new ChatPictureError('rate-limited', '', { picture: picture(RED), retryAfterMs: 60_000 });

/** What the source answers to the refresh of each of these chats. */
const REFRESHES: (ChatPicture | Error | Promise<ChatPicture>)[] = [
  picture(BLUE),
  picture(RED),
  NONE,
  throttled,
  ...ERROR_CODES.map((code) => new ChatPictureError(code, '')),
  new Promise<never>(() => {}),
];
const DATED = [{ asOf: Date.now() - 120_000 }, { hiddenSince: Date.now() - 200_000_000 }];

const chatIdOf = (index: number) => `2012345678${String(index).padStart(2, '0')}@c.us`;
const indexOf = (chatId: string) => Number(/^2012345678(\d\d)/.exec(chatId)?.[1] ?? -1);
const RESTRICTED = '201000000000@c.us';

const source = stubSource((chatId, refresh) => {
  if (chatId === RESTRICTED) return { status: 'restricted' };
  const index = indexOf(chatId);
  if (index === -1) return NONE;
  const dated = DATED[index - REFRESHES.length];
  if (dated) return { ...picture(RED), ...dated };
  return refresh ? (REFRESHES[index] ?? NONE) : picture(RED);
});

const SPOKEN = ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'alt', 'placeholder'];

/** Collects every text that stands in the page, be it for a moment, to the eye or to assistive technology. */
function collectTexts(): Set<string> {
  const texts = new Set<string>();
  const collect = () => {
    for (const element of document.body.querySelectorAll('*')) {
      if (element.matches('style, script')) continue;
      for (const name of SPOKEN) texts.add(element.getAttribute(name) ?? '');
      for (const { nodeType, nodeValue } of element.childNodes) {
        if (nodeType === Node.TEXT_NODE) texts.add(nodeValue ?? '');
      }
    }
  };
  const observer = new MutationObserver(collect);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  onTestFinished(() => observer.disconnect());
  return texts;
}

it('every word of an avatar and of a group is one of the labels, and each label is said', async () => {
  const texts = collectTexts();
  // Names without letters, so that each letter is one of a label.
  const face = (chatId: string, key = chatId) => (
    <ChatAvatar key={key} chatId={chatId} name="🔥" size={96} refreshable />
  );
  const faces = [...REFRESHES, ...DATED].map((_, index) => face(chatIdOf(index)));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source} labels={LABELS}>
        {faces}
        {/* It is not pressed itself, and so says why it is unavailable. */}
        {face(chatIdOf(0), 'another avatar of the first chat')}
        <ChatAvatar chatId={GROUP} />
        <ChatAvatar chatId="120363043968066561@lid" />
        <ChatAvatar chatId={RESTRICTED} restrictedBadge />
        <ChatAvatarGroup max={1} total={9} aria-label="🔥🔥">
          {face(chatIdOf(1), 'first')}
          <ChatAvatar key="second" chatId={GROUP} name="🔥" />
        </ChatAvatarGroup>
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  await waitFor(() => expect(document.querySelector('[data-chat-avatar-lock]')).not.toBeNull());
  const buttons = screen.getAllByRole('button').slice(0, faces.length);
  const [pressed, dated] = [buttons.slice(0, REFRESHES.length), buttons.slice(REFRESHES.length)];
  for (const button of pressed) button.click();
  await waitFor(() =>
    expect(pressed.filter(({ dataset, ariaBusy }) => !dataset.outcome && !ariaBusy)).toEqual([]),
  );
  // A bubble has the date of a picture while it is open.
  await userEvent.keyboard('{Shift}');
  for (const button of dated) {
    button.focus();
    await waitFor(() => expect(button).toHaveAccessibleDescription());
  }
  await userEvent.click(screen.getByRole('button', { name: '[more]' }));

  const said = () => new Set([...texts].flatMap((text) => text.match(/(?<=\[)[a-zA-Z-]+(?=\])/g) ?? []));
  await expect.poll(() => KEYS.filter((key) => !said().has(key))).toEqual(OF_TOOLTIPS);
  const foreign = [...texts].filter((text) => /\p{L}/u.test(text.replaceAll(/\[[a-zA-Z-]+\]/g, '')));
  expect(foreign).toEqual([]);
});
