import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPrimarySearch } from '../../../src/store/storage/open/createPrimarySearch.js';

const READONLY = new Error("READONLY You can't write against a read only replica.");
const MOVED = new Error('MOVED 3999 127.0.0.1:6381');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('a slot that was moved opens a new connection, and does not repeat the command, which would be moved again', () => {
  expect(createPrimarySearch().reconnectOnError(MOVED)).toBe(true);
});

it('a replica opens a new connection and repeats the command, but no sooner than 2 s after the last search', () => {
  const { connected, reconnectOnError } = createPrimarySearch();
  expect(reconnectOnError(READONLY)).toBe(2);
  connected();
  expect(reconnectOnError(READONLY)).toBe(false);
  vi.advanceTimersByTime(2_000);
  expect(reconnectOnError(READONLY)).toBe(2);
});

it('other errors open no connection', () => {
  const { reconnectOnError } = createPrimarySearch();
  for (const message of ['OOM command not allowed', 'ERR unknown command', 'a MOVED in the middle'])
    expect(reconnectOnError(new Error(message))).toBe(false);
});
