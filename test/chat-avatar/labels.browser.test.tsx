import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import {
  ChatAvatar,
  ChatAvatarGroup,
  type ChatAvatarLabels,
  ChatPictureError,
  ChatPictureProvider,
  type PictureSource,
} from 'chat-avatar';
import { de } from 'chat-avatar/labels/de';
import type { ReactElement } from 'react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { GROUP, JOHN, NONE } from '../support/chats.js';
import { ERROR_CODES } from '../support/errorCodes.js';
import { picture, stubSource } from '../support/sources.js';
import { BLUE, becomes, RED, show } from './showAvatar.js';

function inLanguage(labels: Partial<ChatAvatarLabels>, children: ReactElement, source?: PictureSource) {
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source ?? stubSource(() => NONE)} labels={labels}>
        {children}
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
}

it('labels of the provider reach every text of the avatars', async () => {
  const source = stubSource((chatId) => (chatId === JOHN ? { status: 'restricted' } : NONE));
  inLanguage(
    de,
    <>
      <ChatAvatar chatId={JOHN} name="Mona" refreshable restrictedBadge />
      <ChatAvatar chatId={GROUP} />
      <ChatAvatar chatId="120363043968066561@lid" />
      <ChatAvatarGroup max={1} total={9}>
        <ChatAvatar key="1" chatId={JOHN} name="Anna" />
        <ChatAvatar key="2" chatId={JOHN} name="Ben" />
      </ChatAvatarGroup>
    </>,
    source,
  );
  expect(screen.getByRole('button', { name: 'Bild von Mona aktualisieren' })).toBeVisible();
  expect(screen.getByRole('img', { name: 'Gruppe' })).toBeVisible();
  expect(screen.getByRole('img', { name: 'Kontakt' })).toBeVisible();
  expect(await screen.findByRole('img', { name: de.restricted })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: '+8 weitere' }));
  expect(screen.getByText('und 7 weitere Personen')).toBeVisible();
});

it('labels that arrive later, and go again, keep the page below the provider', () => {
  const client = new QueryClient();
  const source = stubSource(() => NONE);
  const page = (labels: Partial<ChatAvatarLabels> | undefined) => (
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source} labels={labels}>
        <input aria-label="Draft" />
        <ChatAvatar chatId={GROUP} />
      </ChatPictureProvider>
    </QueryClientProvider>
  );
  const { rerender } = render(page(undefined));
  const draft = screen.getByRole('textbox');
  const avatar = screen.getByRole('img', { name: 'Group' });
  for (const [labels, name] of [
    [de, 'Gruppe'],
    [undefined, 'Group'],
  ] as const) {
    rerender(page(labels));
    expect(screen.getByRole('img', { name })).toBe(avatar);
    expect(screen.getByRole('textbox')).toBe(draft);
  }
});

it('an inner provider without labels has those of the outer one', () => {
  const inner = (
    <ChatPictureProvider source={stubSource(() => NONE)}>
      <ChatAvatar chatId={GROUP} />
    </ChatPictureProvider>
  );
  inLanguage(de, inner);
  expect(screen.getByRole('img', { name: 'Gruppe' })).toBeVisible();
});

it('labels of one avatar replace those of the provider, and the rest stays', async () => {
  inLanguage(
    de,
    <ChatAvatar chatId={JOHN} name="Mona" refreshable labels={{ refresh: () => 'Neu laden' }} />,
    stubSource((_, refresh) => picture(refresh ? BLUE : RED)),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Neu laden' }));
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(de.updated));
});

it('labels of one avatar name its chat and its group', () => {
  inLanguage(
    de,
    <>
      <ChatAvatar chatId={GROUP} labels={{ group: 'Team' }} />
      <ChatAvatar chatId="120363043968066561@lid" labels={{ contact: 'Kunde' }} />
    </>,
  );
  expect(screen.getByRole('img', { name: 'Team' })).toBeVisible();
  expect(screen.getByRole('img', { name: 'Kunde' })).toBeVisible();
});

// Its message is for developers: it has URLs and the names of options, in English.
it.each(ERROR_CODES)(
  'a refresh that fails with %s says so in the words of its code, not by the message of the error',
  async (code) => {
    const message = 'The request to https://app.test/api failed.';
    const source = stubSource((_, refresh) => (refresh ? new ChatPictureError(code, message) : picture(RED)));
    inLanguage(de, <ChatAvatar chatId={JOHN} name="Mona" refreshable />, source);
    await userEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(de.failed(de[code])));
    expect(await screen.findByRole('tooltip')).toHaveTextContent(de.failed(de[code]));
    expect(document.body.outerHTML).not.toContain(message);
  },
);

it('onRefreshed gets the result of the press, or its error', async () => {
  const onRefreshed = vi.fn();
  const source = stubSource((_, refresh) => picture(refresh ? BLUE : RED));
  const { root } = show(source, { refreshable: true, onRefreshed });
  await becomes(root, 'picture');
  await userEvent.click(screen.getByRole('button'));
  await waitFor(() =>
    expect(onRefreshed).toHaveBeenCalledExactlyOnceWith({
      outcome: 'updated',
      picture: expect.objectContaining({ url: BLUE }),
    }),
  );
});

it('onRefreshed gets the error, and a network failure makes the button unavailable for seconds, not a minute', async () => {
  const onRefreshed = vi.fn();
  const error = new ChatPictureError('network', 'No connection to the gateway.');
  const source = stubSource((_, refresh) => (refresh ? error : picture(RED)));
  const { root } = show(source, { refreshable: true, onRefreshed });
  await becomes(root, 'picture');
  await userEvent.click(screen.getByRole('button'));
  await waitFor(() => expect(onRefreshed).toHaveBeenCalledExactlyOnceWith(error));
  expect(screen.getByRole('button')).toHaveAccessibleDescription(/Try again in about 5 s/);
});
