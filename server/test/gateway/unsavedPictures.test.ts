import { createStorage } from 'unstorage';
import { expect, it } from 'vitest';
import { watchStorage } from '../support/watchStorage.js';
import { gatewayOf, numbers, only } from './gateways.fixture.js';

/** A storage that refuses some calls with an error of the system, while one is set. */
function refusingStorage(refused: RegExp) {
  const inner = createStorage();
  const state: { code: string | undefined } = { code: undefined };
  const storage = watchStorage(inner, (call) =>
    state.code !== undefined && refused.test(call)
      ? Promise.reject(Object.assign(new Error(state.code), { code: state.code }))
      : undefined,
  );
  return { inner, storage, state };
}

const WRITES = /^(set|remove)/;

it.each([
  ['read-only (EROFS)', 'EROFS', WRITES],
  ['of another user (EACCES)', 'EACCES', WRITES],
  ['full (ENOSPC)', 'ENOSPC', /^set/],
  ['away (ECONNREFUSED)', 'ECONNREFUSED', /./],
])(
  'pictures that came while the store was %s are written with the next request about any chat',
  async (_, code, refused) => {
    const { inner, storage, state } = refusingStorage(refused);
    const { get } = gatewayOf({ storage });
    const [first = '', other = '', ...waiting] = numbers(12);
    await get(first);
    state.code = code;
    for (const chatId of waiting) expect((await only(get(chatId))).picture.status).toBe('available');
    state.code = undefined;
    await get(other);
    await expect
      .poll(async () => (await inner.getKeys('chats')).sort())
      .toEqual([first, other, ...waiting].map((chatId) => `chats:${chatId}`).sort());
  },
);

it.each([
  ['read or write', /^\w+ chats:2010000000001@/],
  ['write', /^set\w+ chats:2010000000001@/],
])('a chat whose record this user may not %s keeps no other waiting', async (_, ofOne) => {
  const refused = { calls: WRITES };
  const inner = createStorage();
  const storage = watchStorage(inner, (call) =>
    refused.calls.test(call)
      ? Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }))
      : undefined,
  );
  const { get } = gatewayOf({ storage });
  const [other = '', bad = '', ...waiting] = numbers(6);
  for (const chatId of [bad, ...waiting]) await get(chatId);
  refused.calls = ofOne;
  await get(other);
  await get(other);
  await expect
    .poll(async () => (await inner.getKeys('chats')).sort())
    .toEqual([other, ...waiting].map((chatId) => `chats:${chatId}`).sort());
  expect((await only(get(bad))).picture.status).toBe('available');
});
