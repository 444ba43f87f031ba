import type { ChatPicture, ChatPictureErrorCode } from 'chat-avatar/wawp';
import { type EnrichOptions, type EnrichReport, enrichContacts } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seededRandom } from '../../../test/support/seededRandom.js';
import { picture } from '../../../test/support/sources.js';
import { RateLimiter } from '../../src/enricher/run/RateLimiter.js';
import { ImageError } from '../../src/images/ImageError.js';
import { createLease } from '../../src/store/lease/createLease.js';
import { chatIdOf } from './enricher.fixture.js';
import { failure, NO_PICTURE, type StubRequest, stubEnrichSource } from './stubEnrichSource.js';
import { withMethods } from './withMethods.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

beforeEach(() => {
  vi.useFakeTimers();
  // The run tries chats in a random order during an outage. By chance it tries the only good one of 50 too late.
  vi.spyOn(Math, 'random').mockImplementation(seededRandom(1));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Runs to the end on the fake clock. */
async function run(options: Omit<EnrichOptions, 'storage'> & Partial<EnrichOptions>): Promise<EnrichReport> {
  let report: EnrichReport | undefined;
  let isRunning = true;
  const running = enrichContacts({ storage: createStorage(), ...options })
    .then((result) => {
      report = result;
    })
    .finally(() => {
      isRunning = false;
    });
  running.catch(() => undefined);
  for (let waited = 0; isRunning && waited < 60 * MINUTE; waited += SECOND) {
    await vi.advanceTimersByTimeAsync(SECOND);
  }
  if (isRunning) throw new Error('The run did not end within an hour.');
  await running;
  if (report === undefined) throw new Error('The run ended without a report.');
  return report;
}

const first = (count: number) =>
  new Set<string>(Array.from({ length: count }, (_, index) => chatIdOf(index)));

/** Rejects after 15 s, as the client does when Wawp does not answer. */
const hang = () =>
  new Promise<never>((_, reject) => setTimeout(() => reject(failure('timeout')), 15 * SECOND));

describe('chats that fail while others are answered', () => {
  const counts = [5, 10, 25, 40, 49];
  it.each([
    ...counts.map((count) => [count, 'first', 0] as const),
    ...counts.map((count) => [count, 'last', 50 - count] as const),
  ])('do not end the run: the %i %s of 50 answer 500', async (count, _, start) => {
    const broken = new Set<string>(Array.from({ length: count }, (__, index) => chatIdOf(start + index)));
    const source = stubEnrichSource(50, ({ chatId }) => {
      if (broken.has(chatId)) throw failure('server-error');
      return NO_PICTURE;
    });
    const report = await run({ source });
    expect(report.stopped).toBeUndefined();
    expect(report.counts).toMatchObject({ none: 50 - count, failed: count, 'not-tried': 0 });
    expect(report.chats.filter(({ outcome }) => outcome === 'failed').map(({ chatId }) => chatId)).toEqual([
      ...broken,
    ]);
    expect(source.asked.length).toBeLessThanOrEqual(50 + count * 5);
    expect(report.durationMs).toBeLessThan(15 * MINUTE);
  });

  it('do not end the run: 12 of 50 hang', async () => {
    const hanging = first(12);
    const source = stubEnrichSource(50, ({ chatId }) => (hanging.has(chatId) ? hang() : NO_PICTURE));
    const report = await run({ source });
    expect(report.stopped).toBeUndefined();
    expect(report.counts).toMatchObject({ none: 38, failed: 12 });
    expect(report.durationMs).toBeLessThan(6 * MINUTE);
  });

  it('do not pause the run: the pictures of all wait for a decoder of this process', async () => {
    const source = stubEnrichSource(8, () => picture('https://pps.whatsapp.net/v/face.png'));
    const pauses: unknown[] = [];
    const report = await run({
      source,
      // As where the download ends before a decoder has time for its picture.
      fetchImage: async () => Promise.reject(new ImageError('busy', 'Too many pictures are waiting.')),
      onProgress: ({ waitingUntil }) => waitingUntil !== undefined && pauses.push(waitingUntil),
    });
    expect(report.stopped).toBeUndefined();
    expect(pauses).toEqual([]);
    expect(new Set(report.chats.map(({ code }) => code))).toEqual(new Set(['image-busy']));
  });

  it('do not end the run: one is rate-limited at every request', async () => {
    const source = stubEnrichSource(50, ({ chatId }) => {
      if (chatId === chatIdOf(3)) throw failure('rate-limited');
      return NO_PICTURE;
    });
    const report = await run({ source });
    expect(report.stopped).toBeUndefined();
    expect(report.counts).toMatchObject({ none: 49, failed: 1 });
  });
});

describe('a run in which the other chats are not due', () => {
  /** A run 5 min after one in which the `bad` ones of 50 chats failed. `answer` is Wawp's in the second run. */
  async function repeat(
    bad: (chatId: string) => boolean,
    code: ChatPictureErrorCode,
    answer: (request: StubRequest) => ChatPicture = () => NO_PICTURE,
    options: { retryAfterMs?: number } = {},
  ) {
    const storage = createStorage();
    let isSecond = false;
    const source = stubEnrichSource(50, (request) => {
      if (bad(request.chatId)) throw failure(code, options);
      return isSecond ? answer(request) : NO_PICTURE;
    });
    const before = await run({ source, storage });
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    isSecond = true;
    const requests = source.asked.length;
    const report = await run({ source, storage });
    return { before, report, asked: source.asked.slice(requests) };
  }

  const codes = ['server-error', 'timeout', 'network', 'rate-limited'] as const;
  const places = [
    ['first', 0],
    ['last', 49],
  ] as const;
  it.each(
    codes.flatMap((code) =>
      [1, 5, 25].flatMap((count) => places.map(([at, index]) => [count, at, code, index] as const)),
    ),
  )('is not ended by %i chats, the %s of 50, that fail with %s', async (count, _, code, index) => {
    const broken = new Set<string>(
      Array.from({ length: count }, (__, place) => chatIdOf(Math.abs(index - place))),
    );
    const { before, report, asked } = await repeat((chatId) => broken.has(chatId), code);
    expect(before.stopped).toBeUndefined();
    expect(before.counts).toMatchObject({ none: 50 - count, failed: count });
    expect(report.stopped).toBeUndefined();
    expect(report.counts).toMatchObject({ 'not-due': 50 - count, failed: count, 'not-tried': 0 });
    expect(report.durationMs).toBeLessThan(15 * MINUTE);
    const probes = asked.filter((chatId) => !broken.has(chatId)).length;
    expect(probes).toBeLessThanOrEqual(2 + 2 * count);
    expect(asked.length - probes).toBeLessThanOrEqual(6 * count);
    const reported = report.chats.flatMap((chat) => (chat.asked ? chat.chatId : []));
    expect(reported.sort()).toEqual([...new Set(asked)].sort());
  });

  it.each(codes)('is ended after maxOutageMs by %s of Wawp', async (code) => {
    const broken = first(5);
    const { report, asked } = await repeat(
      (chatId) => broken.has(chatId),
      code,
      () => {
        throw failure(code);
      },
    );
    expect(report.stopped?.code).toBe(code);
    expect(report.counts['not-due']).toBe(45);
    expect(report.counts.failed + report.counts['not-tried']).toBe(5);
    expect(report.durationMs).toBeGreaterThanOrEqual(15 * MINUTE);
    expect(report.durationMs).toBeLessThanOrEqual(15 * MINUTE + 2 * SECOND);
    expect(asked.length).toBeLessThan(60);
  });

  it('is not ended by one chat at which Wawp asks to wait for 5 min each time', async () => {
    const { report, asked } = await repeat((chatId) => chatId === chatIdOf(3), 'server-error', undefined, {
      retryAfterMs: 5 * MINUTE,
    });
    expect(report.stopped).toBeUndefined();
    expect(report.counts).toMatchObject({ 'not-due': 49, failed: 1 });
    expect(asked.length).toBeLessThanOrEqual(7);
  });

  it('is not ended if some of those fail today', async () => {
    const broken = first(5);
    const { report } = await repeat(
      (chatId) => broken.has(chatId),
      'server-error',
      ({ chatId }) => {
        if (chatId !== chatIdOf(7)) throw failure('server-error');
        return NO_PICTURE;
      },
    );
    expect(report.stopped).toBeUndefined();
    expect(report.counts).toMatchObject({ 'not-due': 45, failed: 5 });
  });
});

describe('an outage of Wawp', () => {
  it.each([3 * SECOND, 40 * SECOND, 10 * MINUTE])(
    'of %i ms fails no chat, and sends few requests meanwhile',
    async (durationMs) => {
      for (const startMs of [0, 500, 1500]) {
        const began = performance.now();
        let refused = 0;
        const source = stubEnrichSource(50, () => {
          const time = performance.now() - began;
          if (time < startMs || time >= startMs + durationMs) return NO_PICTURE;
          refused += 1;
          throw failure('server-error');
        });
        const report = await run({ source });
        expect(report.counts).toMatchObject({ none: 50, failed: 0 });
        expect(refused).toBeLessThan(60);
      }
    },
  );

  it('ends the run after maxOutageMs, 15 min by default', async () => {
    const source = stubEnrichSource(50, () => {
      throw failure('server-error');
    });
    const report = await run({ source });
    expect(report.stopped?.code).toBe('server-error');
    expect(report.durationMs).toBeGreaterThan(13 * MINUTE);
    expect(report.durationMs).toBeLessThanOrEqual(16 * MINUTE);
    expect(report.counts.failed + report.counts['not-tried']).toBe(50);
    expect(source.asked.length).toBeLessThan(100);

    const short = await run({ source, maxOutageMs: 2 * MINUTE });
    expect(short.stopped?.code).toBe('server-error');
    expect(short.durationMs).toBeLessThanOrEqual(3 * MINUTE);
  });

  it.each([
    [1, 'from the start', 0],
    [1, 'after half of the chats', 25],
    [5, 'from the start', 0],
    [5, 'after half of the chats', 25],
  ])('ends the run after %i min, not before the last pause, if it fails %s', async (minutes, _, answers) => {
    let failedAt = Number.NaN;
    const source = stubEnrichSource(50, () => {
      if (source.asked.length <= answers) return NO_PICTURE;
      if (Number.isNaN(failedAt)) failedAt = performance.now();
      throw failure('server-error');
    });
    const report = await run({ source, maxOutageMs: minutes * MINUTE });
    expect(report.stopped?.code).toBe('server-error');
    expect(report.counts.none).toBe(answers);
    const outageMs = performance.now() - failedAt;
    expect(outageMs).toBeGreaterThanOrEqual(minutes * MINUTE);
    // The step of the clock in this test is 1 s.
    expect(outageMs).toBeLessThanOrEqual(minutes * MINUTE + 2 * SECOND);
  });

  it('that ends in the last seconds of maxOutageMs fails no chat', async () => {
    let failedAt: number | undefined;
    const source = stubEnrichSource(50, () => {
      if (source.asked.length <= 25) return NO_PICTURE;
      failedAt ??= performance.now();
      if (performance.now() - failedAt >= 55 * SECOND) return NO_PICTURE;
      throw failure('server-error');
    });
    const report = await run({ source, maxOutageMs: MINUTE });
    expect(report.counts).toMatchObject({ none: 50, failed: 0 });
    expect(report.stopped).toBeUndefined();
  });

  it('ends the run at once if Retry-After is longer than maxOutageMs', async () => {
    const source = stubEnrichSource(5, () => {
      throw failure('rate-limited', { retryAfterMs: 60 * MINUTE });
    });
    const report = await run({ source, concurrency: 1 });
    expect(report.stopped?.code).toBe('rate-limited');
    expect(report.durationMs).toBeLessThan(2 * SECOND);
    expect(source.asked).toHaveLength(1);
  });

  it('does not end the run for the Retry-After of a chat that is not tried again', async () => {
    const source = stubEnrichSource(5, ({ chatId }) => {
      if (chatId === chatIdOf(1)) throw failure('invalid-response', { retryAfterMs: 60 * MINUTE });
      return NO_PICTURE;
    });
    const report = await run({ source, concurrency: 1 });
    expect(report.stopped).toBeUndefined();
    expect(report.counts).toMatchObject({ none: 4, failed: 1, 'not-tried': 0 });
  });
});

describe('an outage before the list of chats is read', () => {
  /** 50 chats, whose list fails with `code` for `durationMs`. */
  const failingFor = (durationMs: number, code: ChatPictureErrorCode) => {
    const source = stubEnrichSource(50);
    const began = performance.now();
    let lists = 0;
    const getChatsOverview: typeof source.getChatsOverview = async (page) => {
      lists += 1;
      if (performance.now() - began < durationMs) throw failure(code);
      return source.getChatsOverview(page);
    };
    return { ...source, getChatsOverview, lists: () => lists };
  };
  const codes = ['network', 'timeout', 'server-error', 'rate-limited'] as const;

  it.each(codes.flatMap((code) => [3 * SECOND, 40 * SECOND, 10 * MINUTE].map((ms) => [code, ms] as const)))(
    '%s of %i ms fails no chat',
    async (code, durationMs) => {
      const source = failingFor(durationMs, code);
      const pauses: unknown[] = [];
      const report = await run({
        source,
        onProgress: ({ total, waitingFor }) => total === 0 && pauses.push(waitingFor),
      });
      expect(report.counts).toMatchObject({ none: 50, failed: 0 });
      expect(report.stopped).toBeUndefined();
      expect(source.asked).toHaveLength(50);
      expect(source.lists()).toBeLessThan(30);
      // The list is read a minute after the end of the outage at the latest.
      expect(report.durationMs).toBeLessThan(durationMs + MINUTE + 10 * SECOND);
      expect(new Set(pauses)).toEqual(new Set([`The stub answers ${code}.`]));
    },
  );

  it.each(codes)('%s ends the run after maxOutageMs, not before the last try', async (code) => {
    const began = performance.now();
    const source = failingFor(10 * MINUTE, code);
    await expect(run({ source, maxOutageMs: 5 * MINUTE })).rejects.toMatchObject({
      code,
      message: `The stub answers ${code}. The list of conversations could not be read for 5 min. Run it again later.`,
    });
    expect(performance.now() - began).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(performance.now() - began).toBeLessThanOrEqual(5 * MINUTE + 2 * SECOND);
    expect(source.asked).toEqual([]);
  });

  it('ends the run at once if Retry-After is longer than maxOutageMs', async () => {
    const source = stubEnrichSource(5);
    let lists = 0;
    const getChatsOverview = async () => {
      lists += 1;
      throw failure('rate-limited', { retryAfterMs: 60 * MINUTE });
    };
    await expect(run({ source: { ...source, getChatsOverview } })).rejects.toThrow(
      'Wawp asks to wait for 60 min. Run it again after that.',
    );
    expect(lists).toBe(1);
  });

  it('of a later page is not taken for the end of the list', async () => {
    const source = stubEnrichSource(200);
    let failsUntil = 0;
    const getChatsOverview: typeof source.getChatsOverview = async (page = {}) => {
      if ((page.offset ?? 0) > 0 && failsUntil === 0) failsUntil = performance.now() + 40 * SECOND;
      if (performance.now() < failsUntil) throw failure('server-error');
      return source.getChatsOverview(page);
    };
    const report = await run({ source: { ...source, getChatsOverview }, top: 200 });
    expect(report.counts).toMatchObject({ none: 200 });
  });
});

describe('an outage of the store', () => {
  it.each([0, 300, 2000])('of 8 s fails no chat, if it starts after %i ms', async (startMs) => {
    const storage = createStorage();
    const began = performance.now();
    const isAway = () => {
      const time = performance.now() - began;
      return time >= startMs && time < startMs + 8 * SECOND;
    };
    const methods = ['getItem', 'setItem', 'hasItem', 'getItemRaw', 'setItemRaw'] as const;
    const away = withMethods(storage, methods, async (run) => {
      if (isAway()) throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
      return run();
    });
    const source = stubEnrichSource(50);
    const report = await run({ source, storage: away });
    expect(report.stopped).toBeUndefined();
    expect(report.counts).toMatchObject({ none: 50, failed: 0 });
    // The answers that could not be stored are requested again at most once.
    expect(source.asked.length).toBeLessThan(60);
  });
});

it('a lease that another process holds for ever fails its chat after 90 s, and no other', async () => {
  const storage = createStorage();
  const source = stubEnrichSource(3);
  await createLease(storage).acquire(chatIdOf(1), 10 * 60 * MINUTE);
  const { chats, counts, stopped } = await run({ source, storage });
  expect(counts).toMatchObject({ none: 2, failed: 1 });
  expect(stopped).toBeUndefined();
  expect(chats[1]).toMatchObject({ asked: false, outcome: 'failed', code: 'store-timeout' });
  expect(chats[1]?.message).toContain('run enrich again');
  expect(source.asked).toEqual([chatIdOf(0), chatIdOf(2)]);
});

it('a chat that another process holds for a while spends one request of the rate limit', async () => {
  const storage = createStorage();
  const source = stubEnrichSource(3);
  const takes = vi.spyOn(RateLimiter.prototype, 'take');
  await createLease(storage).acquire(chatIdOf(1), 20 * SECOND);
  const { counts } = await run({ source, storage, rateLimit: { limit: 60, windowMs: MINUTE } });
  expect(counts.none).toBe(3);
  expect(source.asked).toHaveLength(3);
  expect(takes).toHaveBeenCalledTimes(3);
});
