import { openStore } from 'chat-avatar-server';
import { type EnrichOptions, enrichContacts, forgetChat } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { describe, expect, it } from 'vitest';
import { JOHN } from '../../../test/support/chats.js';
import { stubEnrichSource } from './stubEnrichSource.js';

const MISTAKES: [object, RegExp][] = [
  [{ imageHosts: 'cdn.example.com' }, /imageHosts is an array of strings, but is "cdn\.example\.com"/],
  [{ imageHosts: [5] }, /imageHosts is an array of strings/],
  [{ dryRun: 'true' }, /dryRun is true or false, but is "true", a string/],
  [{ dangerouslyAllowPrivateAddresses: 'no' }, /dangerouslyAllowPrivateAddresses is true or false/],
  [{ signal: new AbortController() }, /signal is an AbortSignal/],
  [{ onProgress: 'log' }, /onProgress is a function/],
  [{ fetchImage: 'https://cdn.example.com' }, /fetchImage is a function such as emulator\.fetch/],
  [{ now: 1_700_000_000_000 }, /now is a function that returns the time/],
  [{ namespace: '' }, /namespace is a name/],
  [{ maxImageBytes: '5mb' }, /maxImageBytes is a number of bytes, but is "5mb"/],
  [{ top: '50' }, /top must be a whole number of 1 or more, but is "50"/],
  [{ maxOutageMs: Number.NaN }, /maxOutageMs must be .*, but is NaN/],
  [{ rateLimit: 20 }, /rateLimit is an object such as \{ limit: 20, windowMs: 1000 \}/],
];

it.each(MISTAKES)('enrichContacts refuses %j, and asks for nothing', async (options, words) => {
  const source = stubEnrichSource(1);
  const run = enrichContacts({ source, storage: createStorage(), ...options } as EnrichOptions);
  await expect(run).rejects.toThrow(words);
  await expect(run).rejects.toThrow(TypeError);
  expect(source.asked).toEqual([]);
});

it('forgetChat refuses a block that is a text', async () => {
  const options = { storage: createStorage(), chatId: JOHN, block: 'false' as unknown as boolean };
  await expect(forgetChat(options)).rejects.toThrow(/forgetChat: block is true or false/);
});

describe('openStore', () => {
  it.each([undefined, '', ' '])('names a variable of the environment that is not set: %j', async (place) => {
    await expect(openStore(place as string)).rejects.toMatchObject({
      code: 'bad-location',
      message: expect.stringMatching(/check that the variable is set/),
    });
  });
});
