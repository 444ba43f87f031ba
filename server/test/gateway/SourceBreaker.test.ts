import { ChatPictureError, type ChatPictureErrorCode } from 'chat-avatar/wawp';
import { beforeEach, expect, it } from 'vitest';
import { SourceBreaker } from '../../src/gateway/upstream/SourceBreaker.js';
import type { SharedFailure, SharedFailures } from '../../src/gateway/upstream/sharedFailures.js';
import { chatIdOf } from '../enricher/enricher.fixture.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let time = 0;
beforeEach(() => {
  time = 0;
});

/** As on a Redis that has the clock of the test. */
function sharedMemory(): SharedFailures {
  const failures = new Map<string, SharedFailure & { until: number }>();
  const claims = new Map<string, number>();
  return {
    async get(key) {
      const failure = failures.get(key);
      return failure && failure.until > time ? { ...failure, remainingMs: failure.until - time } : undefined;
    },
    async set(key, failure, ms) {
      failures.set(key, { ...failure, until: time + ms });
    },
    async delete(key) {
      failures.delete(key);
      claims.delete(key);
    },
    async claim(key, ms) {
      if ((claims.get(key) ?? 0) > time) return false;
      claims.set(key, time + ms);
      return true;
    },
  };
}

/** Three gateways, each of which is asked about a new chat every second. Returns when the source was asked, in ms. */
async function askFor(durationMs: number, code: ChatPictureErrorCode, failures: SharedFailures | undefined) {
  const options = {
    source: { id: 'one' },
    timeoutMs: 20_000,
    clock: () => time,
    emit: () => undefined,
    failures,
  };
  const breakers = [new SourceBreaker(options), new SourceBreaker(options), new SourceBreaker(options)];
  const { signal } = new AbortController();
  const asked: number[] = [];
  let chats = 0;
  const ask = async (breaker: SourceBreaker) => {
    chats += 1;
    const call = await breaker.begin(chatIdOf(chats), signal).catch(() => undefined);
    if (call === undefined) return;
    asked.push(time);
    call.failed(new ChatPictureError(code, 'No.'));
    call.end();
  };
  for (; time < durationMs; time += SECOND) await Promise.all(breakers.map(ask));
  return asked;
}

it.each([
  ['unauthorized', 1, 30 * MINUTE],
  ['session-not-ready', 3, 10 * MINUTE],
] as const)(
  'three gateways that share their pauses ask about as often as one: %s',
  async (code, first, durationMs) => {
    const asked = await askFor(durationMs, code, sharedMemory());
    const minutes = Math.ceil(durationMs / MINUTE);
    const afterwards = asked.slice(3 * first);
    expect(asked.length - afterwards.length).toBe(3 * first);
    expect(afterwards.length).toBeGreaterThan(1);
    expect(afterwards.length).toBeLessThanOrEqual(minutes + 5);
    const inLaterMinutes = afterwards.filter((at) => at >= 2 * MINUTE).map((at) => Math.floor(at / MINUTE));
    expect(new Set(inLaterMinutes).size).toBe(inLaterMinutes.length);
  },
);

it('asks more often without a Redis, which is what the test above can tell', async () => {
  const shared = await askFor(30 * MINUTE, 'unauthorized', sharedMemory());
  time = 0;
  expect((await askFor(30 * MINUTE, 'unauthorized', undefined)).length).toBeGreaterThan(shared.length);
});
