import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hostileText } from './hostileText.js';
import { faultOf } from './Parser.js';
import { parsers } from './parsers.js';

// Warnings about set-up mistakes would fill the report of the tests.
beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

const texts = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 2 ** 31 }).map(hostileText) },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.webUrl() },
);

describe('any text at all gives a valid result or a ChatPictureError', () => {
  it.each(Object.entries(parsers))('%s', async (_, parser) => {
    const property = fc.asyncProperty(fc.array(texts, { minLength: 20, maxLength: 20 }), async (batch) => {
      // At once, because the gateway's client waits for more chats before it sends a batch.
      const faults = await Promise.all(batch.map((text) => faultOf(parser, text)));
      expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
    });
    await fc.assert(property, { numRuns: 30 });
  });
});
