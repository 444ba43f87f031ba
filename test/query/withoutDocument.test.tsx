// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { JOHN } from '../support/chats.js';
import { picture, type StubSource, stubSource } from '../support/sources.js';
import { A, B, client, HOUR, pass, setUpClient } from './usingChatPicture.js';

setUpClient();

/** What is missing where components run, beside a browser and a server. */
const hosts = {
  'React Native': ['document'],
  'a worker, or a test environment without a DOM': ['document', 'window'],
};

/** The library, as it is loaded without these globals. Testing Library needs them again. */
async function load(missing: string[]) {
  for (const name of missing) vi.stubGlobal(name, undefined);
  vi.resetModules();
  const library = await import('chat-avatar');
  vi.unstubAllGlobals();
  return library;
}

describe.each(Object.entries(hosts))('%s', (_host, missing) => {
  async function setUp(source: StubSource) {
    const { chatPictureOptions, ChatPictureProvider, useChatPicture } = await load(missing);
    const wrapper = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>
        <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
      </QueryClientProvider>
    );
    const use = () => renderHook(() => useChatPicture(JOHN), { wrapper }).result;
    return { use, options: chatPictureOptions(source, JOHN) };
  }

  it('asks for a picture, and not for the same one again', async () => {
    const source = stubSource(() => picture(A));
    const { use } = await setUp(source);
    const result = use();
    await pass();
    expect(result.current.data).toEqual(picture(A));
    use();
    await pass(23 * HOUR);
    expect(source.calls).toHaveLength(1);
  });

  it('asks again when a component mounts with a stale answer', async () => {
    const source = stubSource(() => picture(B));
    const { use, options } = await setUp(source);
    client.setQueryData(options.queryKey, picture(A), { updatedAt: Date.now() - 25 * HOUR });
    const result = use();
    expect(result.current.data).toEqual(picture(A));
    await pass();
    expect(result.current.data).toEqual(picture(B));
    expect(source.calls).toHaveLength(1);
  });

  it('asks again after an invalidation', async () => {
    const source = stubSource((_chatId, _refresh, call) => picture(call === 1 ? A : B));
    const { use, options } = await setUp(source);
    const result = use();
    await pass();
    await client.invalidateQueries({ queryKey: options.queryKey });
    await pass();
    expect(result.current.data).toEqual(picture(B));
  });
});
