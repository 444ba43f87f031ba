import type { ChatPicture } from 'chat-avatar/wawp';
import { ChatPictureError } from 'chat-avatar/wawp';
import { describe, expect, it } from 'vitest';
import { deferred, stubSource } from '../../../test/support/sources.js';
import { FACE, faceOf, gatewayOf, JOHN, numbers, ORIGIN, only, SHOWN, settled } from './gateways.fixture.js';

describe('single flight', () => {
  it('makes one upstream call for a hundred concurrent requests, by canonical id', async () => {
    const answer = deferred<ChatPicture>();
    const source = stubSource(() => answer.promise);
    const { get, stream } = gatewayOf({ source });
    const spellings = [JOHN, '201234567890@S.WHATSAPP.NET', '201234567890:3@c.us'];
    const asked = Array.from({ length: 100 }, (_, i) =>
      (i % 2 ? get : stream)(spellings[i % 3] ?? JOHN, JOHN),
    );
    await settled();
    answer.resolve(FACE);
    for (const response of await Promise.all(asked)) expect(await response.text()).toContain(FACE.status);
    expect(source.asked(JOHN)).toBe(1);
  });

  it('calls the source again for a chat after the pause of its failure', async () => {
    let now = 1_790_000_000_000;
    const source = stubSource(() => new ChatPictureError('network', 'Gone.'));
    const { get } = gatewayOf({ source, now: () => now });
    await get(JOHN);
    now += 2_000;
    await get(JOHN);
    expect(source.asked(JOHN)).toBe(2);
  });

  it('gives the error to the concurrent callers only', async () => {
    const source = stubSource((_, __, call) =>
      call === 1 ? new ChatPictureError('network', 'Gone.') : FACE,
    );
    let now = 1_790_000_000_000;
    const { get } = gatewayOf({ source, now: () => now });
    for (const response of await Promise.all([get(JOHN), get(JOHN)])) {
      expect((await response.json()).pictures[0].error.code).toBe('network');
    }
    now += 2_000;
    expect((await (await get(JOHN)).json()).pictures[0].picture).toEqual(SHOWN);
  });

  it('is separate for ordinary calls and refreshes', async () => {
    const source = stubSource((_, refresh) => (refresh ? faceOf(1) : faceOf(2)));
    const { get, refresh } = gatewayOf({ source });
    await Promise.all([get(JOHN), refresh(JOHN)]);
    expect([source.asked(JOHN), source.refreshes()]).toEqual([1, 1]);
  });

  it.each(['application/json', 'application/x-ndjson'])(
    'goes on when every caller of %s has left: 20 reloads are one question, and its answer is stored',
    async (accept) => {
      const answer = deferred<ChatPicture>();
      const source = stubSource(() => answer.promise);
      const { fetch, get } = gatewayOf({ source });
      for (let reload = 0; reload < 20; reload += 1) {
        const page = new AbortController();
        const { signal } = page;
        const asked = fetch(
          new Request(`${ORIGIN}/pictures?chatId=${JOHN}`, { signal, headers: { accept } }),
        );
        await settled();
        page.abort();
        await asked;
      }
      expect(source.calls.map((call) => call.signal?.aborted)).toEqual([false]);
      answer.resolve(FACE);
      await settled();
      expect((await only(get(JOHN))).picture).toEqual(SHOWN);
      expect(source.calls).toHaveLength(1);
    },
  );

  it('goes on when the reader cancels the stream', async () => {
    const answer = deferred<ChatPicture>();
    const source = stubSource(() => answer.promise);
    const response = await gatewayOf({ source }).stream(JOHN);
    await settled();
    await response.body?.cancel();
    expect(source.calls[0]?.signal?.aborted).toBe(false);
    // Otherwise it times out during another test.
    answer.resolve(FACE);
    await settled();
  });

  it('shares the signal of one request between 100 chats without a process warning', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    await (await gatewayOf().get(...numbers(100))).text();
    await (await gatewayOf().stream(...numbers(100))).text();
    await settled();
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });
});
