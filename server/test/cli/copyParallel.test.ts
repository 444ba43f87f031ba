import { createStorage } from 'unstorage';
import { expect, it } from 'vitest';
import { copyStore } from '../../src/cli/commands/copy/copyStore.js';
import { blockedKey, ownerKey } from '../../src/store/layout.js';
import { chatIdOf } from '../enricher/enricher.fixture.js';
import { available } from '../store/pictures.fixture.js';
import { watchStorage } from '../support/watchStorage.js';

const COUNT = 60;

it.each([
  ['the index of pictures', (index: number) => ownerKey(available(index).image.hash, chatIdOf(index))],
  ['blocks', (index: number) => blockedKey(chatIdOf(index))],
])('copies several values of %s at a time', async (_, keyOf) => {
  const from = createStorage();
  const to = createStorage();
  for (let index = 0; index < COUNT; index += 1) await from.setItem(keyOf(index), { at: index });
  let running = 0;
  let most = 0;
  const slow = watchStorage(from, async (call) => {
    if (!call.startsWith('getItem')) return;
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
  });
  const names = { from: 'FROM', to: 'TO' };
  await copyStore(slow, to, { names, signal: new AbortController().signal });
  expect(most).toBe(16);
  expect((await to.getKeys()).sort()).toEqual((await from.getKeys()).sort());
});
