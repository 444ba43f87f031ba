import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatAvatarGroup, type ChatAvatarProps, type RefreshResult } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { ANA, BOB, frames, showAvatar } from '../support/avatars.js';
import { NONE } from '../support/chats.js';
import { picture, stubSource } from '../support/sources.js';
import { inApp, RED } from './showAvatar.js';

// React would take the whole application away for what these tests pass.

/** What arrives at the page as an uncaught error. */
let uncaught: unknown[] = [];

function record(event: ErrorEvent) {
  uncaught.push(event.error);
  event.preventDefault();
}

beforeEach(() => {
  uncaught = [];
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  window.addEventListener('error', record);
});

afterEach(() => {
  window.removeEventListener('error', record);
  vi.restoreAllMocks();
  cleanup();
});

/** JavaScript: the types forbid it. */
const wrong = (props: object) => props as Partial<ChatAvatarProps>;

it.each([
  ['style as a text', { style: 'color: red' }],
  ['style as a list', { style: [{ color: 'red' }, null] }],
  ['badge as an object', { badge: { status: 'online' } }],
  ['badge as a list of objects', { badge: [{ status: 'online' }] }],
  ['badge as a Date', { badge: new Date(0) }],
  ['onStateChange as a text', { onStateChange: 'changed' }],
])('%s leaves the avatar as it is without', async (_, props) => {
  const source = stubSource(() => picture(RED));
  const avatar = showAvatar(source, wrong(props));
  await avatar.becomes('picture');
  expect(avatar.root().getBoundingClientRect()).toMatchObject({ width: 40, height: 40 });
  expect(avatar.root().querySelector('[data-chat-avatar-badge]')).toBeNull();
  await frames(2);
  expect(uncaught).toEqual([]);
});

it("style as a text leaves a group, and letters of one's own, as they are without", () => {
  const source = stubSource(() => NONE);
  const text = wrong({ style: 'color: red' });
  const { container } = render(
    inApp(
      source,
      <>
        <ChatAvatarGroup {...(text as object)}>
          <ChatAvatar chatId={ANA} name="Ana Diaz" />
          <ChatAvatar chatId={BOB} name="Bob Ray" />
        </ChatAvatarGroup>
        <ChatAvatar.Root chatId={ANA} name="Ana Diaz" {...(text as object)}>
          <ChatAvatar.Face>
            <ChatAvatar.Initials {...(text as object)} />
          </ChatAvatar.Face>
        </ChatAvatar.Root>
      </>,
    ),
  );
  expect(container.querySelectorAll('[data-chat-avatar]')).toHaveLength(3);
});

it('an object as the title of a refresh button leaves it as it is without', async () => {
  const source = stubSource(() => picture(RED));
  const title = wrong({ title: { text: 'Refresh' } }) as object;
  render(
    inApp(
      source,
      <ChatAvatar.Root chatId={ANA} name="Ana Diaz" loading="eager">
        <ChatAvatar.Face>
          <ChatAvatar.Image />
        </ChatAvatar.Face>
        <ChatAvatar.RefreshButton {...title} />
      </ChatAvatar.Root>,
    ),
  );
  await userEvent.click(screen.getByRole('button'));
  await waitFor(() =>
    expect(screen.getByRole('status')).toHaveTextContent('Same picture, checked just now.'),
  );
});

it('each kind of React node is a badge', async () => {
  const source = stubSource(() => NONE);
  const avatar = showAvatar(source, { badge: <b>1</b> });
  const badge = () => avatar.root().querySelector('[data-chat-avatar-badge]')?.textContent;
  expect(badge()).toBe('1');
  for (const node of ['2', 2, ['2'], new Set(['2']), [['2'], null, false]]) {
    avatar.update({ badge: node });
    expect(badge()).toBe('2');
  }
});

describe('what a callback throws is an uncaught error of the page, and ends nothing:', () => {
  const bug = new Error('bug');

  it('onStateChange, of letters', async () => {
    const onStateChange = vi.fn(() => {
      throw bug;
    });
    const avatar = showAvatar(
      stubSource(() => NONE),
      { onStateChange },
    );
    await avatar.becomes('none');
    await waitFor(() => expect(uncaught).toEqual([bug]));
    expect(onStateChange).toHaveBeenCalledTimes(1);
    expect(avatar.root()).toHaveTextContent('AD');
  });

  it.each([
    ['a picture', {}],
    ['one element', { size: 40 }],
  ])('onStateChange, of %s', async (_, props) => {
    const onStateChange = vi.fn(() => {
      throw bug;
    });
    const avatar = showAvatar(
      stubSource(() => picture(RED)),
      { onStateChange, ...props },
    );
    await avatar.becomes('picture');
    await waitFor(() => expect(uncaught).toEqual([bug]));
    expect(avatar.images()).toHaveLength(1);
  });

  it('onRefreshed, which is called once, with the result', async () => {
    const rejected = vi.fn((event: PromiseRejectionEvent) => event.preventDefault());
    window.addEventListener('unhandledrejection', rejected);
    const results: (RefreshResult | Error)[] = [];
    const onRefreshed = (result: RefreshResult | Error) => {
      results.push(result);
      throw bug;
    };
    const avatar = showAvatar(
      stubSource(() => picture(RED)),
      { refreshable: true, onRefreshed },
    );
    await avatar.becomes('picture');
    const button = avatar.root().querySelector('button') as HTMLElement;
    await userEvent.click(button);
    const status = () => avatar.root().querySelector('[role="status"]')?.textContent;
    await waitFor(() => expect(status()).toBe('Same picture, checked just now.'));
    await waitFor(() =>
      expect([...uncaught, ...rejected.mock.calls.map(([{ reason }]) => reason)]).toEqual([bug]),
    );
    expect(results).toMatchObject([{ outcome: 'unchanged' }]);
    expect(status()).toBe('Same picture, checked just now.');
    window.removeEventListener('unhandledrejection', rejected);
  });

  it('onLoad of the image: the picture is painted', async () => {
    const source = stubSource(() => picture(RED));
    const throwing = () => {
      throw bug;
    };
    const { container } = render(
      inApp(
        source,
        <ChatAvatar.Root chatId={ANA} name="Ana Diaz">
          <ChatAvatar.Face>
            <ChatAvatar.Initials />
            <ChatAvatar.Image onLoad={throwing} />
          </ChatAvatar.Face>
        </ChatAvatar.Root>,
      ),
    );
    await waitFor(() => expect(container.querySelector('[data-state="picture"]')).not.toBeNull());
    // React 18 reports it twice in development.
    await waitFor(() => expect(uncaught).toContain(bug));
  });
});
