import { afterEach, describe, expect, it, vi } from 'vitest';
import { JOHN, MONA, NONE } from '../support/chats.js';
import {
  askedIds,
  failure,
  line,
  NDJSON,
  noPictures,
  OLEG,
  openResponse,
  sourceOf,
} from './gatewaySources.js';

describe('an aborted call', () => {
  it('before the request is sent is left out of it', async () => {
    const { source, requests } = sourceOf(noPictures);
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

  it('sends no request when it was the only one', async () => {
    const { source, requests } = sourceOf(noPictures);
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

  it('sends no request when its signal is aborted already', async () => {
    const { source, requests } = sourceOf(noPictures);
    const reason = new Error('too late');
    for (const refresh of [false, true]) {
      const asked = source.getChatPicture(JOHN, { refresh, signal: AbortSignal.abort(reason) });
      await expect(asked).rejects.toBe(reason);
    }
    expect(requests).toEqual([]);
  });

  it('rejects at once; the request goes on for the other callers, and is aborted with the last one', async () => {
    const { source, requests } = sourceOf(() => new Promise(() => {}));
    const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
    const john = failure(source.getChatPicture(JOHN, { signal: first.signal }));
    const mona = failure(source.getChatPicture(MONA, { signal: second.signal }));
    await expect.poll(() => requests).toHaveLength(1);
    first.abort();
    expect(await john).toBe(first.signal.reason);
    expect(requests[0]?.signal.aborted).toBe(false);
    // A caller that returns while the request is under way joins it.
    const again = failure(source.getChatPicture(JOHN, { signal: second.signal }));
    second.abort();
    // So does one that returns in the same tick, as a row that React moves.
    const moved = failure(source.getChatPicture(JOHN, { signal: third.signal }));
    expect(await mona).toBe(second.signal.reason);
    expect(await again).toBe(second.signal.reason);
    expect(requests[0]?.signal.aborted).toBe(false);
    third.abort();
    expect(await moved).toBe(third.signal.reason);
    expect(requests[0]?.signal.aborted).toBe(true);
    // An aborted request is joined by no later caller.
    const last = new AbortController();
    const later = failure(source.getChatPicture(JOHN, { signal: last.signal }));
    await expect.poll(() => requests).toHaveLength(2);
    last.abort();
    expect(await later).toBe(last.signal.reason);
  });

  it.each(['before', 'after'])('%s the other chats have their answers aborts the request', async (when) => {
    const open = openResponse();
    const { source, requests } = sourceOf(() => open.response);
    const controller = new AbortController();
    const mona = failure(source.getChatPicture(MONA, { signal: controller.signal }));
    const john = source.getChatPicture(JOHN);
    await expect.poll(() => requests).toHaveLength(1);
    if (when === 'before') controller.abort();
    open.write(line({ chatId: JOHN, picture: NONE }));
    await john;
    controller.abort();
    await mona;
    await expect.poll(() => requests[0]?.signal.aborted).toBe(true);
  });
});

describe('the end of a request', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Ends one request. Its time-outs are the last thing that is cleared. */
  async function end(response: Response) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { source, requests } = sourceOf(() => response);
    const asked = source.getChatPicture(JOHN).catch(() => {});
    await vi.advanceTimersByTimeAsync(20);
    await asked;
    await expect.poll(() => vi.getTimerCount()).toBe(0);
    return requests[0] as Request;
  }

  const item = { chatId: JOHN, picture: NONE };

  // The stream of a body ends before the request does. Chromium called every fifth request cancelled.
  it.each([
    { what: 'lines', response: () => new Response(line(item), { headers: NDJSON }) },
    { what: 'a document', response: () => Response.json({ pictures: [item] }) },
    { what: 'a problem', response: () => Response.json({ title: 'Unauthorized' }, { status: 401 }) },
  ])('does not abort it after its whole answer: $what', async ({ response }) => {
    expect((await end(response())).signal.aborted).toBe(false);
  });

  it('aborts it when its answer is not read, which releases its connection', async () => {
    const page = new Response('<html>', { headers: { 'content-type': 'text/html' } });
    expect((await end(page)).signal.aborted).toBe(true);
  });
});
