// @vitest-environment jsdom
import { keepPreviousData, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render } from '@testing-library/react';
import type { ChatPicture, PictureSource } from 'chat-avatar';
import { StrictMode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { JOHN, NONE } from '../support/chats.js';
import { freshLibrary } from '../support/freshLibrary.js';
import { stubSource } from '../support/sources.js';

const { error, warnings, library } = freshLibrary();

afterEach(cleanup);

const honest = () => stubSource(() => NONE);

function page(
  source: PictureSource,
  client = new QueryClient(),
  { chatId = JOHN, refreshCooldownMs }: { chatId?: unknown; refreshCooldownMs?: unknown } = {},
) {
  const { ChatAvatar, ChatPictureProvider } = library();
  return (
    <StrictMode>
      <QueryClientProvider client={client}>
        <ChatPictureProvider source={source} refreshCooldownMs={refreshCooldownMs as number}>
          <ChatAvatar chatId={chatId as string} name="John Doe" loading="eager" />
        </ChatPictureProvider>
      </QueryClientProvider>
    </StrictMode>
  );
}

describe('the queryKeyHashFn of the application', () => {
  it.each([
    ['one text for all keys', () => 'one'],
    ['the first two parts of a key', ([entity, id]: readonly unknown[]) => `${entity}:${id}`],
    ['the first part and the last', (key: readonly unknown[]) => `${key[0]}:${key.at(-1)}`],
  ])('that reads %s is warned about once', async (_, queryKeyHashFn) => {
    const client = new QueryClient({ defaultOptions: { queries: { queryKeyHashFn } } });
    render(page(honest(), client));
    await settle();
    expect(warnings()).toEqual([
      expect.stringMatching(/queryKeyHashFn .* share one picture\. It has to read/),
    ]);
  });

  it('that reads every part is not warned about', async () => {
    const queryKeyHashFn = (key: readonly unknown[]) => key.join('/');
    const client = new QueryClient({ defaultOptions: { queries: { queryKeyHashFn } } });
    render(page(honest(), client));
    await settle();
    expect(warnings()).toEqual([]);
  });
});

const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)));

describe('a chat id', () => {
  it.each([
    ['that is null', null, /without a chat id\. Render <ChatAvatar> when the id is known/],
    ['that is empty', '', /without a chat id/],
    ['that is a bare number', '201234567890', /no suffix, as a bare phone number.*"@c\.us"/],
    ['that is a number', 201234567890, /no suffix/],
    ['that is an object', { _serialized: JOHN }, /not a string.*its field _serialized/],
    ['with a plus', '+201234567890@c.us', /not valid.*without spaces, "\+"/],
  ])('%s is warned about once, without repeating it', async (_, chatId, sentence) => {
    const source = honest();
    render(page(source, new QueryClient(), { chatId }));
    render(page(source, new QueryClient(), { chatId }));
    await settle();
    expect(warnings()).toEqual([expect.stringMatching(sentence)]);
    if (chatId) expect(warnings()[0]?.replaceAll('"201234567890@c.us"', '')).not.toContain('201234567890');
    expect(source.calls).toEqual([]);
  });

  it('of another query, as an option of the hook, is ignored: it would show its face', async () => {
    const { ChatPictureProvider, useChatPicture } = library();
    const options: object = { queryKey: ['mine'], queryFn: () => ({ status: 'restricted' }) };
    const Status = () => useChatPicture(JOHN, options).data?.status;
    const client = new QueryClient();
    client.setQueryData(['mine'], { status: 'restricted' });
    const { container } = render(
      <QueryClientProvider client={client}>
        <ChatPictureProvider source={honest()}>
          <Status />
        </ChatPictureProvider>
      </QueryClientProvider>,
    );
    await settle();
    expect(container.textContent).toBe('none');
  });

  it('that is null in useChatPicture is not warned about: the hook is idle', async () => {
    const { ChatPictureProvider, useChatPicture } = library();
    const Idle = () => useChatPicture(null).status;
    render(
      <QueryClientProvider client={new QueryClient()}>
        <ChatPictureProvider source={honest()}>
          <Idle />
        </ChatPictureProvider>
      </QueryClientProvider>,
    );
    await settle();
    expect(warnings()).toEqual([]);
  });
});

describe('a source', () => {
  const rerender = async (next: (render: number) => PictureSource, renders = 8) => {
    const client = new QueryClient();
    const view = render(page(next(0), client));
    for (let i = 1; i < renders; i += 1) view.rerender(page(next(i), client));
    await settle();
  };

  it('created in render is warned about once', async () => {
    await rerender(() => ({ ...honest(), id: 'mine' }));
    expect(warnings()).toEqual([expect.stringMatching(/new source in every render.*useMemo\(\)/)]);
  });

  it('created in render with an id of its own is warned about once', async () => {
    await rerender((i) => ({ ...honest(), id: `random-${i}` }), 15);
    expect(warnings()).toEqual([
      expect.stringMatching(/source with a new id in every render.*asks for every picture again/),
    ]);
  });

  it('that is stable, changes with the tenant, or changes now and then is not warned about', async () => {
    const stable = honest();
    await rerender(() => stable);
    await rerender((i) => ({ ...stable, id: `tenant-${i}` }));
    await rerender((i) => ({ ...stable, id: `tenant-${i % 3}` }), 20);
    const edited = [0, 1, 2, 3].map(() => ({ ...stable, id: 'edited' }));
    await rerender((i) => edited[Math.floor(i / 2)] ?? stable);
    expect(warnings()).toEqual([]);
  });

  it.each([{ accessToken: 's3cret' }, { id: 'wawp?access_token=s3cret' }])(
    'that carries a token is warned about: %o',
    async (more) => {
      render(page({ ...honest(), ...more }));
      await settle();
      expect(warnings()).toEqual([expect.stringMatching(/holds an access token.*createPictureGateway/)]);
      expect(warnings()[0]).not.toContain('s3cret');
    },
  );

  it('that throws a foreign error, or resolves to no ChatPicture, is warned about without its text', async () => {
    render(page(stubSource(() => new TypeError('+201234567890'))));
    await settle();
    render(page(stubSource(() => ({ status: 'available', url: 'javascript:201234567890' }))));
    await settle();
    expect(warnings()).toEqual([
      expect.stringMatching(/should throw a ChatPictureError/),
      expect.stringMatching(/not a ChatPicture\. getChatPicture\(\) should resolve to/),
    ]);
    expect(warnings().join()).not.toContain('201234567890');
  });
});

describe('an answer', () => {
  it.each([
    [
      'expiresAt in seconds',
      { expiresAt: 1_893_456_000 },
      /expiresAt in another form than ms since the epoch/,
    ],
    ['expiresAt as a text', { expiresAt: '2030-01-01' }, /expiresAt in another form/],
    ['asOf as a Date', { asOf: new Date() }, /asOf in another form/],
    ['srcSet as a list', { srcSet: ['a.jpg 48w'] }, /srcSet that is not a text/],
  ])('with %s is warned about once', async (_, more, sentence) => {
    const answer = { status: 'available', url: 'https://example.com/a.jpg', ...more } as ChatPicture;
    for (const source of [stubSource(() => answer), stubSource(() => answer)]) {
      render(page(source));
      await settle();
    }
    expect(warnings()).toEqual([expect.stringMatching(sentence)]);
  });

  it('with times in ms is not', async () => {
    const expiresAt = Date.now() + 1000;
    const url = 'https://example.com/a.jpg';
    render(
      page(
        stubSource(() => ({ status: 'available', url, expiresAt, asOf: Date.now(), srcSet: 'a.jpg 48w' })),
      ),
    );
    await settle();
    expect(warnings()).toEqual([]);
  });
});

describe('the provider', () => {
  it.each([Number.NaN, -1, '60000', null])(
    'with the cool-down %o is warned about',
    async (refreshCooldownMs) => {
      render(page(honest(), new QueryClient(), { refreshCooldownMs }));
      await settle();
      expect(warnings()).toEqual([expect.stringMatching(/invalid refreshCooldownMs\. It is a number of ms/)]);
    },
  );

  it.each([Number.NaN, -1, '60000', null])(
    'with the cool-down %o has one of 60 s',
    async (refreshCooldownMs) => {
      const { ChatPictureProvider, useChatPicture } = library();
      let hook: ReturnType<typeof useChatPicture> | undefined;
      const Hook = () => {
        hook = useChatPicture(JOHN);
        return null;
      };
      render(
        <QueryClientProvider client={new QueryClient()}>
          <ChatPictureProvider source={honest()} refreshCooldownMs={refreshCooldownMs as number}>
            <Hook />
          </ChatPictureProvider>
        </QueryClientProvider>,
      );
      await act(async () => void (await hook?.refresh()));
      const wait = Number(hook?.refreshAvailableAt) - Date.now();
      expect(wait).toBeGreaterThan(50_000);
      expect(wait).toBeLessThanOrEqual(60_000);
    },
  );

  it('with an empty id of its source, or outside of QueryClientProvider, is warned about', async () => {
    const { ChatAvatar, ChatPictureProvider } = library();
    render(
      <ChatPictureProvider source={{ ...honest(), id: '' }}>
        <QueryClientProvider client={new QueryClient()}>
          <ChatAvatar chatId={JOHN} loading="eager" />
        </QueryClientProvider>
      </ChatPictureProvider>,
    );
    await settle();
    expect(warnings()).toEqual([
      expect.stringMatching(/empty id, so all sources without one share/),
      expect.stringMatching(/outside of QueryClientProvider/),
    ]);
  });

  it('that is missing throws an error that names a second copy of the library', () => {
    const { ChatAvatar } = library();
    const alone = (
      <QueryClientProvider client={new QueryClient()}>
        <ChatAvatar chatId={JOHN} />
      </QueryClientProvider>
    );
    expect(() => render(alone)).toThrow(
      /No ChatPictureProvider above.*two copies of chat-avatar.*Otherwise wrap/,
    );
  });

  it('with a number as the id of its source throws an error that says so', () => {
    const source = { ...honest(), id: 5 } as unknown as PictureSource;
    expect(() => render(page(source))).toThrow(/needs a source\. The id of this one is not a string\./);
  });
});

describe("a default of the app's QueryClient", () => {
  const withDefaults = async (queries: object) => {
    render(page(honest(), new QueryClient({ defaultOptions: { queries } })));
    await settle();
  };

  it('that would break a rule is named once', async () => {
    const queries = { placeholderData: keepPreviousData, throwOnError: true, refetchInterval: 5000 };
    await withDefaults(queries);
    await withDefaults(queries);
    expect(warnings()).toEqual([
      expect.stringMatching(
        /ignore these defaults of your QueryClient: placeholderData, refetchInterval, throwOnError\. Pass/,
      ),
    ]);
  });

  it('for freshness or retries, or one that changes nothing, is not named', async () => {
    await withDefaults({
      staleTime: 60_000,
      gcTime: 60_000,
      retry: 5,
      refetchOnWindowFocus: false,
      enabled: true,
      throwOnError: false,
      placeholderData: undefined,
    });
    expect(warnings()).toEqual([]);
  });
});

it('warns about nothing in production', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  const client = new QueryClient({ defaultOptions: { queries: { throwOnError: true } } });
  render(page({ ...honest(), id: 'access_token' }, client, { chatId: '201234567890' }));
  await settle();
  expect(warnings()).toEqual([]);
});

it('warns about no stylesheet in jsdom, which has no layout', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  render(page(honest()));
  expect(vi.getTimerCount()).toBeLessThan(3);
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  vi.useRealTimers();
  expect(warnings()).toEqual([]);
});

afterEach(() => {
  expect(error.mock.calls.filter(([text]) => String(text).startsWith('chat-avatar'))).toEqual([]);
});
