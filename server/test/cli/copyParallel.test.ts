import { createStorage } from 'unstorage';
import { expect, it } from 'vitest';
import { copyStore } from '../../src/cli/commands/copy/copyStore.js';
import { blockedKey, chatKey } from '../../src/store/layout.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { chatIdOf } from '../enricher/enricher.fixture.js';
import { watchStorage } from '../support/watchStorage.js';

const COUNT = 60;

it.each([
  ['blocks', blockedKey],
  ['records', chatKey],
])('copies several %s at a time', async (_, keyOf) => {
  const from = createStorage();
  const to = createStorage();
  for (let index = 0; index < COUNT; index += 1)
    await from.setItem(keyOf(chatIdOf(index)), { v: 1, at: index });
  await new PictureStore(from).announceWork();
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
