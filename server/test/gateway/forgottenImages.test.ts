import type { ChatPicture } from 'chat-avatar/wawp';
import { enrichContacts, forgetChat } from 'chat-avatar-server/enricher';
import { createStorage, type Storage } from 'unstorage';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deferred, stubSource } from '../../../test/support/sources.js';
import { saveUnsavedPictures } from '../../src/gateway/store/saveUnsavedPictures.js';
import { fullStorage } from '../support/fullStorage.js';
import { watchStorage } from '../support/watchStorage.js';
import { FACE, faceOf, gatewayOf, JOHN, MONA, only, SHOWN, settled } from './gateways.fixture.js';

afterEach(() => {
  vi.useRealTimers();
});

const NOON = Date.parse('2026-11-01T12:00:00Z');

function replicas(answer: () => ChatPicture | Promise<ChatPicture> = () => FACE) {
  const storage = createStorage();
  const source = Object.assign(stubSource(answer), {
    getChatsOverview: async () => [{ chatId: JOHN as never }],
  });
  const make = () => gatewayOf({ storage, source, now: () => NOON });
  return { storage, source, gateways: [make(), make()] as const };
}

describe('a chat that is forgotten while gateways run', () => {
  it('is gone from the memory of every replica within 2 s', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { storage, gateways } = replicas();
    const { picture } = await only(gateways[0].get(JOHN));
    await gateways[1].get(JOHN);
    // Twice: the second answer comes from the fast path.
    for (const { at } of [...gateways, ...gateways]) expect((await at(picture.url)).status).toBe(200);
    await forgetChat({ storage, chatId: JOHN });
    vi.advanceTimersByTime(2_000);
    for (const { at } of gateways) expect((await at(picture.url)).status).toBe(404);
  });

  async function shown() {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { storage, gateways } = replicas();
    const { picture } = await only(gateways[0].get(JOHN));
    const statuses = async () => {
      const answers = await Promise.all(gateways.map(({ at }) => at(picture.url)));
      return answers.map(({ status }) => status);
    };
    expect([await statuses(), await statuses()]).toEqual(Array(2).fill([200, 200]));
    return { storage, statuses };
  }

  it('is gone within 2 s when the answer to the removal of its record is lost', async () => {
    const { storage, statuses } = await shown();
    const removeItem = async (key: string) => {
      await storage.removeItem(key);
      if (key.startsWith('chats:')) throw new Error('The connection was lost.');
    };
    await expect(forgetChat({ storage: { ...storage, removeItem }, chatId: JOHN })).rejects.toThrow();
    vi.advanceTimersByTime(2_000);
    expect(await statuses()).toEqual([404, 404]);
  });

  it('is gone within 2 s after it is forgotten again, when the first process ended in between', async () => {
    const { storage, statuses } = await shown();
    const keys = await storage.getKeys();
    for (const key of keys.filter((key) => !key.startsWith('settings:'))) await storage.removeItem(key);
    expect(await forgetChat({ storage, chatId: JOHN })).toMatchObject({ records: 0, pictures: 0 });
    vi.advanceTimersByTime(2_000);
    expect(await statuses()).toEqual([404, 404]);
  });

  it.each<[string, RequestInit, number]>([
    ['HEAD', { method: 'HEAD' }, 200],
    ['a revalidation', { headers: { 'if-none-match': '*' } }, 304],
    ['AVIF', { headers: { accept: 'image/avif,image/webp,*/*' } }, 200],
    ['WebP', { headers: { accept: 'image/webp' } }, 200],
    ['JPEG', { headers: { accept: 'image/jpeg' } }, 200],
  ])('is gone for %s too', async (_, request, status) => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { storage, gateways } = replicas();
    const { picture } = await only(gateways[0].get(JOHN));
    const accept = { headers: { accept: new Headers(request.headers).get('accept') ?? '*/*' } };
    for (const { get, at } of gateways) {
      await get(JOHN);
      const { headers } = await at(picture.url, accept);
      expect(headers.get('etag')).toMatch(/^"/);
      // The first of them is answered by the router, and the second by the fast path.
      expect([(await at(picture.url, request)).status, (await at(picture.url, request)).status]).toEqual([
        status,
        status,
      ]);
    }
    await forgetChat({ storage, chatId: JOHN });
    vi.advanceTimersByTime(2_000);
    for (const { at } of gateways) {
      const gone = await at(picture.url, request);
      expect([gone.status, gone.headers.get('etag')]).toEqual([404, null]);
    }
  });

  it('is gone from memory although the store has no space for the mark of the erasure', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { storage, fill } = fullStorage();
    const gateway = gatewayOf({ storage, source: stubSource(() => FACE), now: () => NOON });
    const { picture } = await only(gateway.get(JOHN));
    expect((await gateway.at(picture.url)).status).toBe(200);
    fill({ isContended: true });
    await forgetChat({ storage, chatId: JOHN });
    vi.advanceTimersByTime(2_000);
    expect((await gateway.at(picture.url)).status).toBe(404);
  });

  it('leaves the pictures of other chats alone', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { storage, gateways, source } = replicas();
    source.getChatPicture = async (chatId) => faceOf(chatId === JOHN ? 1 : 2);
    await gateways[0].get(JOHN);
    const { picture } = await only(gateways[0].get(MONA));
    expect((await gateways[0].at(picture.url)).status).toBe(200);
    await forgetChat({ storage, chatId: JOHN });
    vi.advanceTimersByTime(2_000);
    expect((await gateways[0].at(picture.url)).status).toBe(200);
  });

  it('is not stored again by a load that was in progress', async () => {
    const answer = deferred<ChatPicture>();
    const { storage, gateways } = replicas(() => answer.promise);
    const asked = only(gateways[0].get(JOHN));
    await settled();
    await settled();
    const forgotten = forgetChat({ storage, chatId: JOHN });
    answer.resolve(FACE);
    expect((await asked).picture).toEqual(SHOWN);
    expect(await forgotten).toMatchObject({ records: 1, pictures: 1 });
    expect((await storage.getKeys()).filter((key) => !key.startsWith('settings:'))).toEqual([]);
  });

  const valuesIn = async (storage: Storage) =>
    (await storage.getKeys()).filter((key) => !/^(settings|blocked):/.test(key) && key !== `chats:${JOHN}`);

  /** The same storage, whose first call that begins so waits until the chat is forgotten. */
  function forgettingAt(inner: Storage, start: string, block: boolean): Storage {
    let isFirst = true;
    return watchStorage(inner, (call) => {
      if (!isFirst || !call.startsWith(start)) return undefined;
      isFirst = false;
      return forgetChat({ storage: inner, chatId: JOHN, block });
    });
  }

  describe.each([{ block: false }, { block: true }])('with block: $block', ({ block }) => {
    it('leaves no image that another replica is resizing', async () => {
      const { storage, gateways, source } = replicas();
      const { picture } = await only(gateways[0].get(JOHN));
      const slow = forgettingAt(storage, 'setItemRaw sizes:', block);
      await gatewayOf({ storage: slow, source, now: () => NOON }).at(picture.url);
      expect(await valuesIn(storage)).toEqual([]);
    });

    it('is not stored again by a refresh that was in progress', async () => {
      const answer = deferred<ChatPicture>();
      let answers: ChatPicture | Promise<ChatPicture> = FACE;
      const { storage, gateways } = replicas(() => answers);
      await gateways[0].get(JOHN);
      answers = answer.promise;
      const refreshed = gateways[1].refresh(JOHN);
      await settled();
      await forgetChat({ storage, chatId: JOHN, block });
      answer.resolve(faceOf(2));
      await refreshed;
      expect(await valuesIn(storage)).toEqual([]);
      expect((await gateways[0].get(JOHN)).status).toBe(200);
    });

    it('is not stored again from the memory of a replica that could not write it', async () => {
      const { storage, source } = replicas();
      let isReadOnly = true;
      const refusing = watchStorage(storage, (call) =>
        isReadOnly && /^setItem(Raw)? (images|chats|owners)/.test(call)
          ? Promise.reject(Object.assign(new Error('read-only'), { code: 'EROFS' }))
          : undefined,
      );
      const others = await saveUnsavedPictures(1_000);
      await gatewayOf({ storage: refusing, source, now: () => NOON }).get(JOHN);
      await forgetChat({ storage, chatId: JOHN, block });
      isReadOnly = false;
      expect(await saveUnsavedPictures(1_000)).toBe(others);
      expect(await valuesIn(storage)).toEqual([]);
    });

    it('is not stored again by the enricher that was about to pin its picture', async () => {
      const { storage, gateways, source } = replicas();
      await gateways[0].get(JOHN);
      const slow = forgettingAt(storage, 'setItem chats:', block);
      const { counts } = await enrichContacts({ source, storage: slow, now: () => NOON });
      expect(counts['not-due']).toBe(1);
      expect(await valuesIn(storage)).toEqual([]);
      if (!block) expect(await storage.hasItem(`chats:${JOHN}`)).toBe(false);
    });
  });

  it('is stored again by the next look of a replica, without a block', async () => {
    const { storage, gateways } = replicas();
    for (const { get } of gateways) {
      await get(JOHN);
      await forgetChat({ storage, chatId: JOHN });
      expect((await only(get(JOHN))).picture).toEqual(SHOWN);
      expect(await storage.getKeys('images')).toHaveLength(1);
    }
  });

  it('is not stored again by a gateway or the enricher if it is blocked', async () => {
    const { storage, gateways, source } = replicas();
    await gateways[0].get(JOHN);
    await forgetChat({ storage, chatId: JOHN, block: true });
    const asked = source.calls.length;
    for (const { get, refresh } of gateways) {
      expect((await only(get(JOHN))).picture).toEqual({ status: 'none', reason: 'empty' });
      expect((await (await refresh(JOHN)).json()).picture?.status).not.toBe('available');
    }
    expect((await enrichContacts({ source, storage, now: () => NOON })).counts.stored).toBe(0);
    expect(source.calls.filter(({ refresh }) => !refresh)).toHaveLength(asked);
    expect(await storage.getKeys('images')).toEqual([]);
  });
});

it('browsers may use an image no longer than the signature of its URL is valid', async () => {
  let time = NOON;
  const { get, at } = gatewayOf({ now: () => time });
  const { picture } = await only(get(JOHN));
  const left = () => (picture.expiresAt - time) / 1000;
  // The router answers first, then the fast path.
  for (const wait of [0, 0, 60_000, 20 * 60 * 60 * 1000]) {
    time += wait;
    const control = (await at(picture.url)).headers.get('cache-control') ?? '';
    const maxAge = Number(/max-age=(\d+)/.exec(control)?.[1]);
    expect(maxAge).toBeGreaterThan(left() - 61);
    expect(maxAge).toBeLessThanOrEqual(left());
  }
});
