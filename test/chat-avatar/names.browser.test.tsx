import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, describe, expect, it } from 'vitest';
import { GROUP } from '../support/chats.js';
import { stubSource } from '../support/sources.js';

const PERSON = '201234567890@c.us';

afterEach(cleanup);

function show(chatId: string, name: string | undefined) {
  const { container, unmount } = render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={stubSource(() => ({ status: 'none', reason: 'empty' }))}>
        <ChatAvatar chatId={chatId} name={name} />
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  return { letters: container.querySelector('[data-chat-avatar-initials]')?.innerHTML ?? '', unmount };
}

function glyphOf(chatId: string) {
  const { letters, unmount } = show(chatId, undefined);
  unmount();
  expect(letters).toContain('<svg');
  return letters;
}

describe('a name without a visible character', () => {
  it.each([
    ['Hangul filler', '\u3164'],
    ['half-width Hangul filler', '\uffa0'],
    ['Hangul choseong filler', '\u115f'],
    ['blank Braille', '\u2800'],
    ['zero-width space', '\u200b'],
    ['zero-width joiner', '\u200d'],
    ['byte order mark', '\ufeff'],
    ['word joiner', '\u2060'],
    ['soft hyphen', '\u00ad'],
    ['combining grapheme joiner', '\u034f'],
    ['variation selector', '\ufe0f'],
    ['Mongolian vowel separator', '\u180e'],
    ['tag', '\u{e0041}'],
    ['right-to-left override', '\u202e'],
    ['interlinear annotation', '\ufff9\ufffb'],
    ['object replacement character', '\ufffc'],
    ['half of a surrogate pair', '\ud83d'],
    ['private use', '\ue000'],
    ['null notehead', '\u{1d159}'],
    ['blank hieroglyph', '\u{13441}'],
    ['a mark with no letter', '\u0301'],
    ['line separator', '\u2028'],
    ['control characters', '\u0000\u007f\u0085'],
    ['ideographic space', '\u3000'],
  ])('is replaced by the phone number: %s', (_, name) => {
    const { letters } = show(PERSON, ` ${name}${name} `);
    expect(screen.getByRole('img', { name: '+201234567890' })).toBeVisible();
    expect(letters).toBe(glyphOf(PERSON));
  });

  it.each(['.', '-', '~', '🔥', '1', '\u0e40', 'ʻ'])('does not include one visible character: %s', (name) => {
    show(PERSON, name);
    expect(screen.getByRole('img', { name })).toBeVisible();
  });
});

describe('a chat id for a name', () => {
  it.each([
    [PERSON, PERSON],
    [PERSON, '1234567890123@lid'],
    ['no chat id', PERSON],
  ])('is a person: %s called %s', (chatId, name) => {
    expect(show(chatId, name).letters).toBe(glyphOf(PERSON));
  });

  it.each([
    [GROUP, GROUP],
    [GROUP, '+44 7123 456789'],
    ['no chat id', ` ${GROUP} `],
    ['1234567890123@lid', GROUP],
  ])('is a group: %s called %s', (chatId, name) => {
    expect(show(chatId, name).letters).toBe(glyphOf(GROUP));
  });
});
