// @vitest-environment jsdom
import { dehydrate, focusManager, hydrate } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { ChatAvatar, chatPictureOptions } from 'chat-avatar';
import { describe, expect, it } from 'vitest';
import { JOHN, NONE } from '../support/chats.js';
import { stubSource } from '../support/sources.js';
import { client, HOUR, pass, providers, setUpClient } from './usingChatPicture.js';

setUpClient();

describe('a restored entry that is no answer shows letters, and is fetched again at once and no more:', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'https://example.com/a.jpg'],
    ['a number', 5],
    ['a list', []],
    ['an entry of another version', { state: 'picture', src: 'https://example.com/a.jpg' }],
    ['another status', { status: 'hidden' }],
    ['no URL', { status: 'available' }],
    ['a URL that is an object', { status: 'available', url: {} }],
    ['an unsafe URL', { status: 'available', url: 'javascript:alert(1)' }],
  ])('%s', async (_, data) => {
    const source = stubSource(() => NONE);
    const { queryKey } = chatPictureOptions(source, JOHN);
    client.setQueryData(queryKey, NONE);
    const { mutations, queries } = dehydrate(client);
    client.clear();
    hydrate(client, {
      mutations,
      queries: queries.map((query) => ({ ...query, state: { ...query.state, data } })),
    });
    const avatar = <ChatAvatar chatId={JOHN} name="John Doe" loading="eager" />;
    const { container } = render(avatar, { wrapper: providers(source) });
    const shown = () => container.querySelector<HTMLElement>('[data-chat-avatar]')?.dataset.state;
    expect(['pending', 'error']).toContain(shown());
    expect(container.textContent).toBe('JD');
    await pass();
    expect(shown()).toBe('none');
    expect(source.calls).toHaveLength(1);
    cleanup();
    await pass(23 * HOUR);
    render(avatar, { wrapper: providers(source) });
    await pass();
    expect(source.calls).toHaveLength(1);
  });
});

it('a restored entry without its empty fields is as it was', async () => {
  const source = stubSource(() => NONE);
  client.setQueryData(chatPictureOptions(source, JOHN).queryKey, NONE);
  const { mutations, queries } = dehydrate(client);
  client.clear();
  // As a serialiser that drops `null` writes it.
  const [query] = JSON.parse(JSON.stringify(queries), (_, value) => value ?? undefined);
  expect(query.state).not.toHaveProperty('error');
  hydrate(client, { mutations, queries: [query] });
  const avatar = <ChatAvatar chatId={JOHN} name="John Doe" loading="eager" />;
  const { container } = render(avatar, { wrapper: providers(source) });
  await pass();
  expect(container.querySelector<HTMLElement>('[data-chat-avatar]')?.dataset.state).toBe('none');
  expect(source.calls).toHaveLength(0);
  await pass(25 * HOUR);
  focusManager.setFocused(false);
  focusManager.setFocused(true);
  await pass();
  expect(source.calls).toHaveLength(1);
});
