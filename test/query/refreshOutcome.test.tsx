// @vitest-environment jsdom
import { act } from '@testing-library/react';
import {
  type ChatPicture,
  ChatPictureError,
  chatPictureOptions,
  createGatewaySource,
  type PictureSource,
} from 'chat-avatar';
import { describe, expect, it } from 'vitest';
import { JOHN } from '../support/chats.js';
import { picture, stubSource } from '../support/sources.js';
import { A, B, client, pass, setUpClient, use } from './usingChatPicture.js';

setUpClient();

/** A gateway source waits this long for more chats, in ms. */
const BATCH = 100;

/** A gateway that answers `ordinary` to ordinary requests, and this response to a refresh. */
function gateway(ordinary: ChatPicture, refresh: () => Response): PictureSource {
  return createGatewaySource({
    baseUrl: 'https://dashboard.example.com/api/chat-pictures',
    fetch: async (_url, init) =>
      init?.method === 'POST'
        ? refresh()
        : Response.json({ pictures: [{ chatId: JOHN, picture: ordinary }] }),
  });
}

/** Sources of one's own around another, as for logging, caching or translation. */
const wrappers: Record<string, (source: PictureSource) => PictureSource> = {
  'as it is': (source) => source,
  'that copies the answer': (source) => ({
    id: source.id,
    getChatPicture: async (chatId, options) => ({ ...(await source.getChatPicture(chatId, options)) }),
  }),
  'that sends the answer through JSON': (source) => ({
    id: source.id,
    getChatPicture: async (chatId, options) =>
      JSON.parse(JSON.stringify(await source.getChatPicture(chatId, options))),
  }),
  'that rethrows the error': (source) => ({
    id: source.id,
    getChatPicture: (chatId, options) =>
      source.getChatPicture(chatId, options).catch((error: unknown) => {
        throw error;
      }),
  }),
  'that throws a copy of the error': (source) => ({
    id: source.id,
    getChatPicture: (chatId, options) =>
      source.getChatPicture(chatId, options).catch((error: ChatPictureError) => {
        throw new ChatPictureError(error.code, error.message, error);
      }),
  }),
  'that throws the error as it came over the wire': (source) => ({
    id: source.id,
    getChatPicture: (chatId, options) =>
      source.getChatPicture(chatId, options).catch((error: ChatPictureError) => {
        const sent = JSON.parse(JSON.stringify(error));
        throw new ChatPictureError(sent.code, sent.message, sent);
      }),
  }),
};

describe.each(Object.entries(wrappers))('a source %s', (_, wrap) => {
  it('says that a picture was kept', async () => {
    const kept = { chatId: JOHN, picture: picture(A), kept: true };
    const source = wrap(gateway(picture(A), () => Response.json(kept)));
    const { result } = use(source);
    await pass(BATCH);
    let refreshed: unknown;
    await act(async () => {
      refreshed = await result.current.refresh();
    });
    expect(refreshed).toEqual({ outcome: 'kept', picture: picture(A) });
    // It describes this refresh, not the picture.
    expect(result.current.data).toEqual(picture(A));
    expect(client.getQueryData(chatPictureOptions(source, JOHN).queryKey)).toEqual(picture(A));
  });

  it('brings the picture of another agent’s refresh', async () => {
    const problem = { code: 'rate-limited', detail: 'wait', throttled: true, picture: picture(B) };
    const throttled = () => Response.json(problem, { status: 429, headers: { 'Retry-After': '30' } });
    const { result } = use(wrap(gateway(picture(A), throttled)));
    await pass(BATCH);
    let refreshed: unknown;
    await act(async () => {
      refreshed = await result.current.refresh();
    });
    expect(refreshed).toEqual({ outcome: 'throttled', picture: picture(B) });
    await pass();
    expect(result.current.data).toEqual(picture(B));
    expect(result.current.refreshAvailableAt).toBe(Date.now() + 30_000);
  });
});

it('the first refresh after a server prefetch of an unchanged picture is `unchanged`', async () => {
  const path = '/api/chat-pictures/images/x';
  const source = stubSource(() => picture(`https://dashboard.example.com${path}?sig=2`));
  client.setQueryData(chatPictureOptions(source, JOHN).queryKey, picture(`${path}?sig=1`));
  const { result } = use(source);
  await expect(result.current.refresh()).resolves.toMatchObject({ outcome: 'unchanged' });
});

it('hiddenSince and asOf reach the hook', async () => {
  const face = { ...picture(A), asOf: 1_700_000_000_000, hiddenSince: 1_750_000_000_000 };
  const { result } = use(gateway(face, () => new Response()));
  await pass(BATCH);
  expect(result.current.data).toEqual(face);
});

it('refreshAvailableAt is undefined outside a cool-down', async () => {
  const { result } = use(stubSource(() => picture(A)));
  expect(result.current.refreshAvailableAt).toBeUndefined();
  await pass();
  await act(() => result.current.refresh());
  expect(result.current.refreshAvailableAt).toBe(Date.now() + 60_000);
  await pass(60_001);
  expect(result.current.refreshAvailableAt).toBeUndefined();
});
