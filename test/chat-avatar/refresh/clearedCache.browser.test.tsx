import { render, screen, waitFor } from '@testing-library/react';
import { type ChatPicture, ChatPictureError, useChatPicture } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { JOHN } from '../../support/chats.js';
import { deferred, picture, type StubSource, stubSource } from '../../support/sources.js';
import { BLUE, becomes, client, inApp, RED, show } from '../showAvatar.js';

const button = () => screen.getByRole('button', { name: /^Refresh/ });
const status = () => screen.getByRole('status').textContent;
const DROPPED = 'The picture could not be refreshed. WhatsApp did not answer in time.';

/** The menu of the row, which is no part of the avatar. */
function showMenu(source: StubSource) {
  function Menu() {
    const { refresh } = useChatPicture(JOHN, { enabled: false });
    return (
      <button type="button" onClick={() => void refresh().catch(() => {})}>
        Refresh
      </button>
    );
  }
  render(inApp(source, <Menu />));
}

// The words of the button and the face of its row, which said "Picture updated." beside the old face.
describe.each([
  ['clear()', () => client.clear()],
  ['removeQueries()', () => client.removeQueries()],
  ['resetQueries()', () => void client.resetQueries()],
])('queryClient.%s while the row stays on the screen', (_, forget) => {
  it('before a refresh: shows the refreshed picture', async () => {
    const source = stubSource((_, refresh) => picture(refresh ? BLUE : RED));
    const { root, images } = show(source, { refreshable: true });
    await becomes(root, 'picture');
    forget();
    await userEvent.click(button());
    await waitFor(() => expect(status()).toBe('Picture updated.'));
    await waitFor(() => expect(images().map(({ src }) => src)).toEqual([BLUE]));
  });

  it('before a refresh from elsewhere in the page: shows the refreshed picture, and follows it from then on', async () => {
    const source = stubSource((_, refresh) => picture(refresh ? BLUE : RED));
    const { root, images } = show(source);
    showMenu(source);
    await becomes(root, 'picture');
    forget();
    await userEvent.click(button());
    await waitFor(() => expect(images().map(({ src }) => src)).toEqual([BLUE]));
    await becomes(root, 'picture');
    client.setQueriesData({}, { status: 'restricted' });
    await becomes(root, 'restricted');
  });

  it('before a refresh that fails: keeps the picture of the row', async () => {
    const source = stubSource((_, refresh) =>
      refresh ? new ChatPictureError('network', 'No connection.') : picture(RED),
    );
    const { root, images } = show(source, { refreshable: true });
    await becomes(root, 'picture');
    forget();
    await userEvent.click(button());
    await waitFor(() => expect(status()).toMatch('could not be refreshed'));
    await becomes(root, 'picture');
    expect(images().map(({ src }) => src)).toEqual([RED]);
  });

  it('during a refresh: says that it failed, and keeps the picture of the row; a later one works', async () => {
    const answer = deferred<ChatPicture>();
    const source = stubSource((_, refresh, call) =>
      refresh ? (call > 3 ? picture(BLUE) : answer.promise) : picture(RED),
    );
    const { root, images } = show(source, { refreshable: true });
    await becomes(root, 'picture');
    await userEvent.click(button());
    await waitFor(() => expect(source.refreshes()).toBe(1));
    forget();
    answer.resolve(picture(BLUE));
    await waitFor(() => expect(status()).toBe(DROPPED));
    await becomes(root, 'picture');
    expect(images().map(({ src }) => src)).toEqual([RED]);
  });
});
