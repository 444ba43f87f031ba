import { cleanup, screen, waitFor } from '@testing-library/react';
import { ChatPictureError, chatPictureOptions } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { ANA, frames, showAvatar } from '../../support/avatars.js';
import { answerWith, hostImage, requestsOf } from '../../support/imageHost.js';
import { picture, stubSource } from '../../support/sources.js';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const recover = (url: string) => answerWith(url, { statuses: [200] });

/** An avatar after its picture has failed, and after its one refetch brought the same URL, which failed too. */
async function showBroken(source = (url: string) => stubSource(() => picture(url))) {
  const url = await hostImage({ statuses: [503] });
  const pictures = source(url);
  const avatar = showAvatar(pictures, { refreshable: true });
  await avatar.becomes('error');
  await waitFor(() => expect(pictures.asked(ANA)).toBe(2));
  await waitFor(async () => expect(await requestsOf(url)).toHaveLength(2));
  await waitFor(() => expect(avatar.images()).toHaveLength(0));
  return { ...avatar, url, pictures };
}

describe('a picture that failed (rule 7)', () => {
  it('is painted after the one refetch, when the host failed once and the URL is the same', async () => {
    const url = await hostImage({ statuses: [503, 200] });
    const source = stubSource(() => picture(url));
    const avatar = showAvatar(source);
    await avatar.becomes('picture');
    await waitFor(() => expect(avatar.states).toEqual(['error', 'picture']));
    expect(source.calls).toHaveLength(2);
    expect(await requestsOf(url)).toHaveLength(2);
  });

  it('is loaded again for a new answer, although its URL is the same', async () => {
    const { url, client, pictures, becomes } = await showBroken();
    await recover(url);
    await client.refetchQueries(chatPictureOptions(pictures, ANA));
    await becomes('picture');
  });

  it.each<[string, (refresh: boolean, url: string) => ReturnType<typeof picture> | ChatPictureError]>([
    ['unchanged', (_, url) => picture(url)],
    ['kept', (refresh, url) => (refresh ? { status: 'none', reason: 'empty' } : picture(url))],
    ['failed', (refresh, url) => (refresh ? new ChatPictureError('network', 'Down.') : picture(url))],
  ])('is loaded again for a refresh, and if its outcome is: %s', async (_, answer) => {
    const { url, becomes } = await showBroken((at) => stubSource((_chat, refresh) => answer(refresh, at)));
    await recover(url);
    await userEvent.click(screen.getByRole('button'));
    await becomes('picture');
  });

  it('is loaded again when the browser is online', async () => {
    const { url, becomes } = await showBroken();
    await recover(url);
    window.dispatchEvent(new Event('online'));
    await becomes('picture');
  });

  it('is loaded again after a pause, without another request to the source', async () => {
    const { url, becomes, pictures } = await showBroken();
    await recover(url);
    await waitFor(() => becomes('picture'));
    expect(pictures.calls).toHaveLength(2);
  });

  it('stays in `error` while it is loaded again, and its letters stay', async () => {
    const { url, root, images, states } = await showBroken();
    await waitFor(() => expect(states).toEqual(['error']));
    window.dispatchEvent(new Event('online'));
    await waitFor(async () => expect(await requestsOf(url)).toHaveLength(3));
    const letters = root().querySelector('[data-chat-avatar-initials]') as Element;
    expect(getComputedStyle(letters).visibility).toBe('visible');
    for (const image of images()) expect(getComputedStyle(image).opacity).toBe('0');
    await frames();
    expect(states).toEqual(['error']);
  });

  it('is not loaded in a loop when it fails for ever', async () => {
    const { url, pictures } = await showBroken();
    await frames(120);
    expect((await requestsOf(url)).length).toBe(2);
    expect(pictures.calls).toHaveLength(2);
  });
});
