import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import {
  ChatAvatar,
  ChatAvatarGroup,
  type ChatAvatarProps,
  type ChatPicture,
  ChatPictureProvider,
  type PictureSource,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import type { ReactElement } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { accessibilityTree } from '../support/accessibilityTree.js';
import { JOHN, NONE } from '../support/chats.js';
import { pictureDataUrl } from '../support/images.js';
import { deferred, picture, stubSource } from '../support/sources.js';

const RED = pictureDataUrl('#c00000');

afterEach(cleanup);

function show(source: PictureSource, children: ReactElement) {
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
    </QueryClientProvider>,
  );
  return (state: string) =>
    waitFor(() =>
      expect(container.querySelector('[data-chat-avatar]')?.getAttribute('data-state')).toBe(state),
    );
}

const avatar = (props: Partial<ChatAvatarProps> = {}) => (
  <ChatAvatar chatId={JOHN} name="John Doe" {...props} />
);

describe('one avatar in the accessibility tree of Chromium', () => {
  it.each<[string, ChatPicture | Error]>([
    ['picture', picture(RED)],
    ['none', NONE],
    ['restricted', { status: 'restricted' }],
    ['error', new Error('no answer')],
  ])('is one image with one name: %s', async (state, answer) => {
    const becomes = show(
      stubSource(() => answer),
      avatar(),
    );
    await becomes(state);
    expect(await accessibilityTree()).toEqual(['image "John Doe"']);
  });

  it('is ignored with alt="", beside the written name', async () => {
    const becomes = show(
      stubSource(() => picture(RED)),
      <p>{avatar({ alt: '', badge: <span aria-hidden="true">•</span> })} John Doe</p>,
    );
    await becomes('picture');
    expect((await accessibilityTree()).join()).not.toContain('image');
    expect((await accessibilityTree()).join().match(/John Doe/g)).toHaveLength(1);
  });

  it('names the lock of a hidden face with restrictedBadge', async () => {
    const becomes = show(
      stubSource(() => ({ status: 'restricted' })),
      avatar({ restrictedBadge: true }),
    );
    await becomes('restricted');
    const [face, lock, ...others] = await accessibilityTree();
    expect(face).toBe('image "John Doe"');
    expect(lock).toMatch(/^image "Hidden by the person’s privacy settings"/);
    expect(others).toEqual([]);
  });

  it('has a lock with a label of your own, and a silent lock on a decorative avatar', async () => {
    const becomes = show(
      stubSource(() => ({ status: 'restricted' })),
      <>
        {avatar({ restrictedBadge: 'مخفية' })}
        {avatar({ restrictedBadge: true, alt: '' })}
      </>,
    );
    await becomes('restricted');
    const tree = await accessibilityTree();
    expect(tree).toHaveLength(2);
    expect(tree[1]).toMatch(/^image "مخفية"/);
  });
});

describe('the refresh button in the accessibility tree of Chromium', () => {
  it('is ready, then busy, then unavailable with its reason, and keeps the focus throughout', async () => {
    const answer = deferred<ChatPicture>();
    const source = stubSource((_, refresh) => (refresh ? answer.promise : picture(RED)));
    const becomes = show(source, avatar({ refreshable: true }));
    await becomes('picture');
    expect(await accessibilityTree()).toEqual([
      'image "John Doe"',
      'button "Refresh picture of John Doe"',
      'status live=polite',
    ]);
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(screen.getByRole('button')).toHaveAttribute('aria-busy'));
    expect((await accessibilityTree())[1]).toBe('button "Refreshing picture…" busy disabled focused');
    answer.resolve(NONE);
    // It is not empty before: it says that the picture is being refreshed.
    await waitFor(() => {
      expect(screen.getByRole('status')).toHaveTextContent('WhatsApp gave no picture this time');
      expect(screen.getByRole('button')).toHaveAttribute('data-chat-avatar-refresh', 'unavailable');
    });
    const tree = await accessibilityTree();
    expect(tree[1]).toMatch(
      /^button "Refresh picture of John Doe" disabled focused — .*Available again in about \d+ s\.$/,
    );
    expect(tree.join('\n')).toMatch(
      /^status live=polite\n {2}StaticText "WhatsApp gave no picture this time/m,
    );
  });
});

describe('a group in the accessibility tree of Chromium', () => {
  const members = ['Ada', 'Bo', 'Cy', 'Di'].map((name, index) => (
    <ChatAvatar key={name} chatId={`20123456789${index}@c.us`} name={name} />
  ));

  it('is a list of images, and "+5 more" is a button that opens the others by name', async () => {
    show(
      stubSource(() => NONE),
      <ChatAvatarGroup aria-label="Members of Family" max={2} total={7}>
        {members}
      </ChatAvatarGroup>,
    );
    const closed = await accessibilityTree();
    expect(closed.filter((line) => !/ListMarker|StaticText/.test(line))).toEqual([
      'list "Members of Family"',
      '  listitem',
      '    image "Ada"',
      '  listitem',
      '    image "Bo"',
      '  listitem',
      '    button "+5 more"',
    ]);
    await userEvent.click(screen.getByRole('button'));
    const open = (await accessibilityTree()).join('\n');
    expect(open).toMatch(/button "\+5 more" expanded/);
    expect(open.match(/StaticText "(Cy|Di|and 3 others)"/g)).toHaveLength(3);
    expect(open.match(/image/g)).toHaveLength(2);
  });
});
