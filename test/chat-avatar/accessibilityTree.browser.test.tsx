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

/** Chromium brings its tree up to date some frames after the document: each expectation of it waits. */
const expectTree = () => expect.poll(accessibilityTree);
const expectTreeText = () => expect.poll(async () => (await accessibilityTree()).join('\n'));

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
    await expectTree().toEqual(['image "John Doe"']);
  });

  it('is ignored with alt="", beside the written name', async () => {
    const becomes = show(
      stubSource(() => picture(RED)),
      <p>{avatar({ alt: '', badge: <span aria-hidden="true">•</span> })} John Doe</p>,
    );
    await becomes('picture');
    await expectTreeText().toMatch(/John Doe/);
    const tree = (await accessibilityTree()).join();
    expect(tree).not.toContain('image');
    expect(tree.match(/John Doe/g)).toHaveLength(1);
  });

  it('names the lock of a hidden face with restrictedBadge', async () => {
    const becomes = show(
      stubSource(() => ({ status: 'restricted' })),
      avatar({ restrictedBadge: true }),
    );
    await becomes('restricted');
    await expectTree().toEqual([
      'image "John Doe"',
      expect.stringMatching(/^image "Hidden by the person’s privacy settings"/),
    ]);
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
    await expectTree().toEqual([expect.any(String), expect.stringMatching(/^image "مخفية"/)]);
  });
});

describe('the refresh button in the accessibility tree of Chromium', () => {
  it('is ready, then busy, then unavailable with its reason, and keeps the focus throughout', async () => {
    const answer = deferred<ChatPicture>();
    const source = stubSource((_, refresh) => (refresh ? answer.promise : picture(RED)));
    const becomes = show(source, avatar({ refreshable: true }));
    await becomes('picture');
    await expectTree().toEqual([
      'image "John Doe"',
      'button "Refresh picture of John Doe"',
      'status live=polite',
    ]);
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await expectTreeText().toMatch(/^button "Refreshing picture…" busy disabled focused$/m);
    answer.resolve(NONE);
    await expectTreeText().toMatch(
      /^button "Refresh picture of John Doe" disabled focused — .*Available again in about \d+ s\.$/m,
    );
    await expectTreeText().toMatch(
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
    const elements = async () =>
      (await accessibilityTree()).filter((line) => !/ListMarker|StaticText/.test(line));
    await expect
      .poll(elements)
      .toEqual([
        'list "Members of Family"',
        '  listitem',
        '    image "Ada"',
        '  listitem',
        '    image "Bo"',
        '  listitem',
        '    button "+5 more"',
      ]);
    await userEvent.click(screen.getByRole('button'));
    await expectTreeText().toMatch(/button "\+5 more" expanded.*and 3 others/s);
    const open = (await accessibilityTree()).join('\n');
    expect(open.match(/StaticText "(Cy|Di|and 3 others)"/g)).toHaveLength(3);
    expect(open.match(/image/g)).toHaveLength(2);
  });
});
