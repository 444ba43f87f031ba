import { expect, it, vi } from 'vitest';
import { JOHN, MONA, NONE } from '../support/chats.js';
import { askedIds, failure, noPictures, numbers, openResponse, sourceOf } from './gatewaySources.js';

/** A gateway that holds every request until the test answers it. */
function heldGateway(timeoutMs?: number) {
  const held: (() => void)[] = [];
  const gateway = sourceOf(
    (request) =>
      new Promise<Response>((resolve) => {
        held.push(() => resolve(request.method === 'GET' ? noPictures(request) : refreshed(JOHN)));
      }),
    { timeoutMs },
  );
  return { ...gateway, held };
}

const refreshed = (chatId: string) => Response.json({ chatId, picture: NONE });
const sizes = (requests: Request[]) => requests.map((request) => askedIds(request).length);

it('600 chats are at most 4 requests at a time, of 50 chats each', async () => {
  const { source, requests, held } = heldGateway();
  const answers = Promise.all(numbers(600).map((id) => source.getChatPicture(id)));
  for (let sent = 4; sent <= 12; sent += 1) {
    await expect.poll(() => requests).toHaveLength(sent);
    held.shift()?.();
  }
  for (const release of held) release();
  expect(await answers).toHaveLength(600);
  expect(sizes(requests)).toEqual(Array(12).fill(50));
});

it('a chat that waits for its turn is not timed out', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { source, held } = heldGateway(1000);
  const answers = Promise.allSettled(numbers(400).map((id) => source.getChatPicture(id)));
  for (let round = 0; round < 2; round += 1) {
    await vi.advanceTimersByTimeAsync(900);
    for (const release of held.splice(0)) release();
  }
  await vi.advanceTimersByTimeAsync(0);
  vi.useRealTimers();
  expect((await answers).filter(({ status }) => status === 'rejected')).toEqual([]);
});

it('an aborted chat leaves the queue, and a chat that comes back to it is asked about once', async () => {
  const { source, requests, held } = heldGateway();
  const controller = new AbortController();
  const { signal } = controller;
  const first = Promise.all(numbers(200).map((id) => source.getChatPicture(id)));
  const left = [JOHN, MONA].map((id) => failure(source.getChatPicture(id, { signal })));
  await expect.poll(() => requests).toHaveLength(4);
  controller.abort(new Error('scrolled away'));
  expect(await Promise.all(left)).toEqual([signal.reason, signal.reason]);
  const back = source.getChatPicture(MONA);
  for (const release of held.splice(0)) release();
  await first;
  await expect.poll(() => requests).toHaveLength(5);
  held[0]?.();
  expect(await back).toEqual(NONE);
  expect(requests.slice(4).map(askedIds)).toEqual([[MONA]]);
});

it('a refresh does not wait for the queue', async () => {
  const { source, requests, held } = heldGateway();
  void Promise.allSettled(numbers(600).map((id) => source.getChatPicture(id)));
  await expect.poll(() => requests).toHaveLength(4);
  const refresh = source.getChatPicture(JOHN, { refresh: true });
  await expect.poll(() => requests).toHaveLength(5);
  held[4]?.();
  expect(await refresh).toEqual(NONE);
});

it('20 refreshes at once are 2 requests at a time', async () => {
  let underWay = 0;
  let most = 0;
  const { source, requests } = sourceOf(async (request) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve));
    underWay -= 1;
    return refreshed((await request.json()).chatId);
  });
  await Promise.all(numbers(20).map((id) => source.getChatPicture(id, { refresh: true })));
  expect([most, requests.length]).toEqual([2, 20]);
});

it('a batch that fails, times out or is answered in part fails none of the others', async () => {
  const chatIds = numbers(250);
  const partial = openResponse();
  const { source } = sourceOf(
    (request, call) => {
      if (call === 1) return new Response(null, { status: 500 });
      if (call === 2) return new Promise(() => {});
      if (call === 3) return Promise.reject(new TypeError('Failed to fetch'));
      if (call === 4) return partial.response;
      return noPictures(request);
    },
    { timeoutMs: 100 },
  );
  const outcomes = chatIds.map((id) =>
    source.getChatPicture(id).then(
      ({ status }) => status,
      ({ code }) => code,
    ),
  );
  partial.write(`${JSON.stringify({ chatId: chatIds[150], picture: NONE })}\n`);
  partial.close();
  const found = await Promise.all(outcomes);
  const of = (code: string) => found.filter((outcome) => outcome === code).length;
  expect([of('server-error'), of('timeout'), of('network'), of('invalid-response'), of('none')]).toEqual([
    50, 50, 50, 49, 51,
  ]);
});
