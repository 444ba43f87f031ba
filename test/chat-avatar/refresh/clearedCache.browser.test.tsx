import { screen, waitFor } from '@testing-library/react';
import type { ChatPicture } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { deferred, picture, stubSource } from '../../support/sources.js';
import { BLUE, becomes, client, RED, show } from '../showAvatar.js';

const button = () => screen.getByRole('button', { name: /^Refresh/ });
const status = () => screen.getByRole('status').textContent;
const DROPPED = 'The picture could not be refreshed. WhatsApp did not answer in time.';

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
