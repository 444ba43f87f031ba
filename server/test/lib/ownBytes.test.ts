import { expect, it } from 'vitest';
import { ownBytes } from '../../src/lib/memory/ownBytes.js';

it('copies bytes that are a part of a larger buffer, and no others', () => {
  const part = Buffer.from('a small picture');
  expect(part.buffer.byteLength).toBeGreaterThan(part.byteLength);
  const own = ownBytes(part);
  expect(own).toEqual(new Uint8Array(part));
  expect(own.buffer.byteLength).toBe(part.byteLength);
  expect(ownBytes(own)).toBe(own);
});
