import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createServeLog } from '../../src/cli/commands/serve/createServeLog.js';
import { ImageError } from '../../src/images/ImageError.js';
import { StoreError } from '../../src/store/storage/StoreError.js';

const HOUR = 60 * 60 * 1000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

function logOf() {
  const lines: { host?: string; origin?: string }[] = [];
  const log = createServeLog('info', { write: (line) => void lines.push(JSON.parse(line)) });
  return { log, lines };
}

describe('the log of refused hosts and origins', () => {
  it('has each of them once', () => {
    const { log, lines } = logOf();
    for (const host of ['a.example', 'b.example', 'a.example']) log.hostRefused(host);
    for (const origin of ['http://a.example', 'http://a.example'])
      log.event({ type: 'origin-refused', origin, host: 'inbox.example' }, 'sales');
    expect(lines.map(({ host, origin }) => origin ?? host)).toEqual([
      'a.example',
      'b.example',
      'http://a.example',
    ]);
    expect(lines.at(-1)).toMatchObject({ level: 40, instance: 'sales', host: 'inbox.example' });
  });

  it('cuts names of the length of a header', () => {
    const { log, lines } = logOf();
    const long = 'x'.repeat(120_000);
    log.hostRefused(long);
    log.event({ type: 'origin-refused', origin: `http://${long}`, host: long });
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(JSON.stringify(line).length).toBeLessThan(1_000);
  });

  it('is bounded against a flood, which does not hide hosts that are refused an hour later', () => {
    const { log, lines } = logOf();
    for (let number = 0; number < 1_000; number += 1) log.hostRefused(`${number}.evil.example`);
    expect(lines).toHaveLength(100);
    vi.advanceTimersByTime(HOUR);
    log.hostRefused('inbox.example');
    expect(lines.at(-1)?.host).toBe('inbox.example');
    expect(lines).toHaveLength(101);
  });
});

it('has a fault of the machine that decodes pictures once in a minute, with its sentence', () => {
  const { log, lines } = logOf();
  const message = 'There is no memory left to decode a picture.';
  const fail = () => log.event({ type: 'internal-error', error: new ImageError('decoder-ended', message) });
  fail();
  fail();
  expect(lines).toEqual([
    expect.objectContaining({ level: 50, msg: 'internal-error', error: { code: 'decoder-ended', message } }),
  ]);
  vi.advanceTimersByTime(60_000);
  fail();
  log.event({ type: 'internal-error', error: new Error('Another fault.') });
  log.event({ type: 'internal-error', error: new Error('Another fault.') });
  expect(lines).toHaveLength(4);
});

it('has a fault of the store once in a minute for each instance, and another fault at once', () => {
  const { log, lines } = logOf();
  const fail = (message: string, instance?: string) =>
    log.event({ type: 'store-failed', error: new StoreError('full', message) }, instance);
  for (let request = 0; request < 100; request += 1) fail('Redis has reached maxmemory.');
  expect(lines).toHaveLength(1);
  fail('Redis has reached maxmemory.', 'sales');
  fail('The folder is full.');
  expect(lines).toHaveLength(3);
  vi.advanceTimersByTime(60_000);
  fail('Redis has reached maxmemory.');
  expect(lines).toHaveLength(4);
});

it('has damage of one kind once in a minute, with its sentence, and no key with a chat id', () => {
  const { log, lines } = logOf();
  const hash = 'a'.repeat(64);
  for (const chat of ['201000000004', '201000000005', '201000000006'])
    log.event({ type: 'store-damaged', kind: 'damaged-record', key: `chats:${chat}@c.us` });
  for (const key of [`images:${hash}`, `images:${hash}`])
    log.event({ type: 'store-damaged', kind: 'damaged-image', key });
  expect(lines).toEqual([
    expect.objectContaining({ level: 40, msg: 'store-damaged', kind: 'damaged-record' }),
    expect.objectContaining({ kind: 'damaged-image', key: `images:${hash}` }),
  ]);
  for (const line of lines) expect(line).toMatchObject({ message: expect.stringMatching(/^A \w.*\.$/) });
  expect(JSON.stringify(lines)).not.toContain('2010000000');
});
