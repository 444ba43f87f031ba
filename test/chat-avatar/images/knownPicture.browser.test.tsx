import { QueryClient } from '@tanstack/react-query';
import { act, cleanup, waitFor } from '@testing-library/react';
import { type ChatAvatarProps, chatPictureOptions } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { Profiler, type ReactNode, Suspense, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ANA, BOB, frames, showAvatar } from '../../support/avatars.js';
import { pictureDataUrl } from '../../support/images.js';
import { deferred, picture, stubSource } from '../../support/sources.js';

const RED = picture(pictureDataUrl('#c00000'));

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** An avatar of Ana, whose picture is in the cache. Bob has none. */
function show(props: Partial<ChatAvatarProps> = {}, beside?: ReactNode) {
  const source = stubSource((chatId) => (chatId === ANA ? RED : { status: 'none', reason: 'empty' }));
  const client = new QueryClient();
  const { queryKey } = chatPictureOptions(source, ANA);
  client.setQueryData(queryKey, RED);
  const onRender = vi.fn();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <Profiler id="avatar" onRender={onRender}>
      <Suspense fallback={null}>
        {children}
        {beside}
      </Suspense>
    </Profiler>
  );
  const shown = showAvatar(source, props, { client, wrapper });
  const letters = () => shown.root().querySelector('[data-chat-avatar-initials]') as HTMLElement;
  return { ...shown, queryKey, onRender, letters };
}

type Shown = ReturnType<typeof show>;

describe.each<{ form: string; props: Partial<ChatAvatarProps> }>([
  { form: 'of one element', props: { size: 40 } },
  { form: 'with a face inside it', props: {} },
  { form: 'that is eager', props: { loading: 'eager' } },
])('a known picture, in an avatar $form,', ({ props }) => {
  it('is painted in one render, and reported', async () => {
    const { onRender, becomes, states } = show(props);
    await becomes('picture');
    expect(states).toEqual(['picture']);
    await frames(10);
    expect(onRender).toHaveBeenCalledTimes(1);
  });

  it('that is late shows letters, and is then painted, in one render', async () => {
    const decoded = deferred<void>();
    vi.spyOn(HTMLImageElement.prototype, 'decode').mockReturnValue(decoded.promise);
    vi.spyOn(HTMLImageElement.prototype, 'complete', 'get').mockReturnValue(false);
    const { onRender, letters, becomes, root } = show(props);
    await expect.poll(() => letters().checkVisibility({ visibilityProperty: true })).toBe(true);
    expect(root().dataset.state).toBe('pending');
    decoded.resolve();
    await becomes('picture');
    // 1,000 transitions would be a part of the time until 1,000 pictures are settled.
    expect(letters().checkVisibility({ visibilityProperty: true })).toBe(false);
    expect(letters().getAnimations()).toEqual([]);
    expect(onRender).toHaveBeenCalledTimes(1);
  });

  it('stays painted when the avatar renders again', async () => {
    const { update, becomes, root, states } = show(props);
    await becomes('picture');
    update({ name: 'Ana Ruiz' });
    expect(root().dataset.state).toBe('picture');
    await frames(5);
    expect(states).toEqual(['picture']);
  });

  it('stays painted when React hides it for a while, as `Suspense` and `Activity` do', async () => {
    const loaded = deferred<void>();
    let isLoaded = true;
    let load = () => {};
    function Beside() {
      const [, render] = useState({});
      load = () => {
        isLoaded = false;
        render({});
      };
      if (!isLoaded) throw loaded.promise;
      return null;
    }
    const { becomes, root, states } = show(props, <Beside />);
    await becomes('picture');
    act(() => load());
    expect(root()).not.toBeVisible();
    isLoaded = true;
    await act(async () => loaded.resolve());
    expect(root()).toBeVisible();
    expect(root().dataset.state).toBe('picture');
    await frames(10);
    expect(states).toEqual(['picture']);
  });

  it('leaves the state of another chat at once, before a frame is painted', async () => {
    const { update, becomes, root, states, letters } = show(props);
    await becomes('picture');
    update({ chatId: BOB, name: 'Bob Ray' });
    expect(root().dataset.state).toBe('pending');
    expect(root()).toHaveTextContent('BR');
    const shown = letters() ?? root();
    expect(shown.checkVisibility({ visibilityProperty: true })).toBe(true);
    await becomes('none');
    expect(states).toEqual(['picture', 'pending', 'none']);
    update({ chatId: ANA, name: 'Ana Diaz' });
    await becomes('picture');
    expect(states).toEqual(['picture', 'pending', 'none', 'pending', 'picture']);
  });

  it.each([
    ['the avatar has another chat', ({ update }: Shown) => update({ chatId: BOB, name: 'Bob Ray' }), 'none'],
    [
      'the chat has no picture',
      ({ client, queryKey }: Shown) => client.setQueryData(queryKey, { status: 'restricted' }),
      'restricted',
    ],
  ])('that is decoded after %s is not reported, and hides no letters', async (_, change, expected) => {
    const decoded = deferred<void>();
    const decode = vi.spyOn(HTMLImageElement.prototype, 'decode').mockReturnValue(decoded.promise);
    const shown = show(props);
    const { root, states, becomes } = shown;
    await waitFor(() => expect(decode).toHaveBeenCalled());
    change(shown);
    await becomes(expected);
    const before = [...states];
    decoded.resolve();
    await frames(5);
    expect(root().dataset.state).toBe(expected);
    expect(states).toEqual(before);
    expect(states).not.toContain('picture');
  });

  it('is pending after its answer was removed', async () => {
    const { client, queryKey, becomes, root } = show(props);
    await becomes('picture');
    await client.resetQueries({ queryKey });
    await becomes('picture');
    client.setQueryData(queryKey, { status: 'restricted' });
    await becomes('restricted');
    expect(root().querySelector('img')).toBeNull();
  });

  it('is replaced by another one, and its letters are hidden', async () => {
    const { client, queryKey, becomes, root, letters } = show(props);
    await becomes('picture');
    client.setQueryData(queryKey, picture(pictureDataUrl('#0000c0')));
    await waitFor(() => expect(root().querySelectorAll('img')).toHaveLength(2));
    expect(root().dataset.state).toBe('picture');
    // Beneath the picture they may stay for the time of a fade.
    await expect.poll(() => letters().checkVisibility({ visibilityProperty: true })).toBe(false);
    await waitFor(() => expect(root().querySelectorAll('img')).toHaveLength(1));
  });
});

describe.each<{ prop: string; given: (seen: (state: string) => void) => Partial<ChatAvatarProps> }>([
  {
    prop: 'render',
    given: (seen) => ({
      render: ({ ref, ...rest }, { state }) => {
        seen(state);
        return <span {...rest} ref={ref} />;
      },
    }),
  },
  {
    prop: 'renderImage',
    given: (seen) => ({
      renderImage: ({ ref, ...rest }, { state }) => {
        seen(state);
        return <img {...rest} ref={ref} alt="" />;
      },
    }),
  },
])('$prop, given while a known picture is decoded,', ({ given }) => {
  it('is called with the state of the painted picture', async () => {
    const decoded = deferred<void>();
    const decode = vi.spyOn(HTMLImageElement.prototype, 'decode').mockReturnValue(decoded.promise);
    const { update, becomes } = show();
    await waitFor(() => expect(decode).toHaveBeenCalled());
    const seen = vi.fn();
    update(given(seen));
    decoded.resolve();
    await becomes('picture');
    await waitFor(() => expect(seen).toHaveBeenLastCalledWith('picture'));
  });
});

describe('the next chat of an avatar after a known picture was painted', () => {
  it('has late letters as well, when its known picture is never painted', async () => {
    const { client, update, becomes, letters, queryKey } = show();
    await becomes('picture');
    vi.spyOn(HTMLImageElement.prototype, 'decode').mockReturnValue(new Promise(() => {}));
    vi.spyOn(HTMLImageElement.prototype, 'complete', 'get').mockReturnValue(false);
    client.setQueryData(
      [...queryKey.slice(0, 2), BOB],
      picture(`${RED.status === 'available' && RED.url}#bob`),
    );
    update({ chatId: BOB, name: 'Bob Ray' });
    await expect.poll(() => letters().checkVisibility({ visibilityProperty: true })).toBe(true);
    expect(letters()).toHaveTextContent('BR');
  });
});
