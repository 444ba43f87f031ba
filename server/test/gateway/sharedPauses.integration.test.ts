import { ChatPictureError, type ChatPictureErrorCode } from 'chat-avatar/wawp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stubSource } from '../../../test/support/sources.js';
import { engines, type RunningEngine } from '../support/engines.js';
import { FACE, gatewayOf, numbers, only } from './gateways.fixture.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe.each(['memory', 'files', 'S3', 'Google Cloud Storage'])('two gateways on one store: %s', (name) => {
  let engine: RunningEngine;
  const chats = numbers(200);
  beforeAll(async () => {
    engine = (await engines[name]?.()) ?? expect.fail('There is no such engine.');
  });
  afterAll(() => engine.stop());

  async function twoGateways(code: ChatPictureErrorCode, namespace: string = code) {
    const state = { works: false, time: 1_000_000 };
    const source = stubSource(() => (state.works ? FACE : new ChatPictureError(code, 'No.')));
    const storage = await engine.open();
    const open = async () =>
      gatewayOf({ source, storage: await engine.open(), now: () => state.time, namespace });
    const [one, two] = [await open(), await open()];
    /** Asks about a chat that no gateway was asked about. */
    const ask = async ({ get }: typeof one) => {
      const { picture, error } = await only(get(chats.pop() as string));
      return picture?.status ?? error.code;
    };
    /** Resolves when a pause that begins now is in the store: the answer does not wait for it. */
    const shared = () =>
      expect
        .poll(async () => {
          const names = (await storage.getKeys('settings')).filter((key) => key.includes('pause-'));
          const pauses = await Promise.all(names.map((key) => storage.getItem<{ at?: number }>(key)));
          return pauses.map((pause) => pause?.at);
        })
        .toContain(state.time);
    /** Resolves when so many failures of chats are in the store: no answer waits for them. */
    const listed = (count: number) =>
      expect
        .poll(async () => {
          const names = (await storage.getKeys('settings')).filter((key) => key.includes('failures-'));
          const lists = await Promise.all(names.map((key) => storage.getItem<object>(key)));
          const failures = lists.flatMap((list) => Object.values(list ?? {}));
          return failures.filter((failure) => failure.code === code).length;
        })
        .toBe(count);
    return { state, source, one, two, ask, shared, listed };
  }

  it('share the pauses after a refused token, and one of them sends the call after a pause', async () => {
    const { state, source, one, two, ask, shared } = await twoGateways('unauthorized');
    expect(await ask(one)).toBe('unauthorized');
    await shared();
    state.time += 40 * SECOND;
    // It may have a new token, so that it asks once. Its first pause of 60 to 75 s begins now.
    expect(await ask(two)).toBe('unauthorized');
    expect(source.calls).toHaveLength(2);
    await shared();
    state.time += 45 * SECOND;
    expect(await ask(one)).toBe('unauthorized');
    expect(source.calls).toHaveLength(2);

    state.time += MINUTE;
    expect(await Promise.all([ask(one), ask(two)])).toEqual(['unauthorized', 'unauthorized']);
    expect(source.calls).toHaveLength(3);
    await shared();

    state.works = true;
    state.time += 10 * MINUTE;
    expect(await Promise.all([ask(one), ask(two)])).toEqual(['available', 'available']);
  });

  it('share the pauses of a session that is stopped', async () => {
    const { state, source, one, two, ask, shared } = await twoGateways('session-not-ready');
    for (let count = 0; count < 3; count += 1) expect(await ask(one)).toBe('session-not-ready');
    await shared();
    state.time += SECOND;
    for (let count = 0; count < 3; count += 1) expect(await ask(two)).toBe('session-not-ready');
    expect(source.calls).toHaveLength(6);
    await shared();
    // The first pause of `one` of 2 to 2.5 s is over, and that of `two` is not.
    state.time += 1_700;
    expect(await ask(one)).toBe('session-not-ready');
    expect(source.calls).toHaveLength(6);
    state.works = true;
    state.time += MINUTE;
    expect(await Promise.all([ask(one), ask(two)])).toEqual(['available', 'available']);
  });

  it('share the failure of a chat until its pause is over', async () => {
    const { state, source, one, two, listed } = await twoGateways('server-error');
    const chat = chats.pop() as string;
    const ask = async ({ get }: typeof one) => only(get(chat));
    expect((await ask(one)).error).toMatchObject({ code: 'server-error' });
    await listed(1);
    state.time += 1_500;
    expect((await ask(two)).error).toMatchObject({ code: 'server-error', detail: 'No.' });
    expect(source.asked(chat)).toBe(1);

    state.works = true;
    state.time += SECOND;
    expect((await ask(two)).picture.status).toBe('available');
    expect((await ask(one)).picture.status).toBe('available');
    expect(source.asked(chat)).toBe(2);
    await listed(0);
  });

  it('a pause of a machine with a clock an hour ahead does not last longer for the others', async () => {
    const { state, one, two, ask, shared } = await twoGateways('unauthorized', 'ahead');
    state.time += 60 * MINUTE;
    expect(await ask(one)).toBe('unauthorized');
    await shared();
    state.time -= 60 * MINUTE;
    expect(await ask(two)).toBe('unauthorized');
    await shared();
    state.works = true;
    state.time += 2 * MINUTE;
    expect(await ask(two)).toBe('available');
  });
});
