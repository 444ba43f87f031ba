import { describe, expect, it, vi } from 'vitest';
import {
  askedIds,
  failure,
  JOHN,
  line,
  MONA,
  NONE,
  nobody,
  OLEG,
  openResponse,
  sourceOf,
} from './gatewaySources.js';

describe('whoever leaves', () => {
  it('before the request is sent, is not asked about', async () => {
    const { source, requests } = sourceOf(nobody);
    const controller = new AbortController();
    const [left, stayed, shared, alone] = [
      failure(source.getChatPicture(JOHN, { signal: controller.signal })),
      source.getChatPicture(MONA),
      failure(source.getChatPicture(OLEG, { signal: controller.signal })),
      source.getChatPicture(OLEG),
    ];
    controller.abort(new Error('scrolled away'));
    expect(await left).toEqual(new Error('scrolled away'));
    expect(await shared).toEqual(new Error('scrolled away'));
    expect(await Promise.all([stayed, alone])).toEqual([NONE, NONE]);
    expect(requests.map(askedIds)).toEqual([[MONA, OLEG]]);
  });

  it('and takes everybody along, sends nothing at all', async () => {
    const { source, requests } = sourceOf(nobody);
    const controller = new AbortController();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const left = failure(source.getChatPicture(JOHN, { signal: controller.signal }));
    controller.abort();
    expect(await left).toBe(controller.signal.reason);
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect(requests).toEqual([]);
    expect(await source.getChatPicture(JOHN)).toEqual(NONE);
  });

  it('was never there, with a signal that is aborted already', async () => {
    const { source, requests } = sourceOf(nobody);
    const reason = new Error('too late');
    for (const refresh of [false, true]) {
      const asked = source.getChatPicture(JOHN, { refresh, signal: AbortSignal.abort(reason) });
      await expect(asked).rejects.toBe(reason);
    }
    expect(requests).toEqual([]);
  });

  it('is let go at once; the request goes on while somebody waits, and is aborted after that', async () => {
    const { source, requests } = sourceOf(() => new Promise(() => {}));
    const [first, second] = [new AbortController(), new AbortController()];
    const john = failure(source.getChatPicture(JOHN, { signal: first.signal }));
    const mona = failure(source.getChatPicture(MONA, { signal: second.signal }));
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    first.abort();
    expect(await john).toBe(first.signal.reason);
    expect(requests[0]?.signal.aborted).toBe(false);
    // Whoever comes back meanwhile joins it again.
    const again = failure(source.getChatPicture(JOHN, { signal: second.signal }));
    second.abort();
    // Not even whoever asks in that same instant joins the request that was just aborted.
    void source.getChatPicture(JOHN);
    expect(await mona).toBe(second.signal.reason);
    expect(await again).toBe(second.signal.reason);
    expect(requests[0]?.signal.aborted).toBe(true);
    await vi.waitFor(() => expect(requests).toHaveLength(2));
  });

  it.each(['before', 'after'])('%s all others have their answers, aborts the request too', async (when) => {
    const open = openResponse();
    const { source, requests } = sourceOf(() => open.response);
    const controller = new AbortController();
    const mona = failure(source.getChatPicture(MONA, { signal: controller.signal }));
    const john = source.getChatPicture(JOHN);
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    if (when === 'before') controller.abort();
    open.write(line({ chatId: JOHN, picture: NONE }));
    await john;
    controller.abort();
    await mona;
    await vi.waitFor(() => expect(requests[0]?.signal.aborted).toBe(true));
  });
});
