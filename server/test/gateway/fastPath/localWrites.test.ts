import type { ChatId } from 'chat-avatar/wawp';
import { createStorage } from 'unstorage';
import { expect, it, vi } from 'vitest';
import { ErasureWatch } from '../../../src/gateway/store/ErasureWatch.js';
import { ResilientPictureStore } from '../../../src/gateway/store/ResilientPictureStore.js';
import { StoreCircuitBreaker } from '../../../src/gateway/store/StoreCircuitBreaker.js';
import { nextRecord } from '../../../src/store/nextRecord.js';
import { localWrites } from '../../../src/store/storage/localWrites.js';
import { JOHN } from '../gateways.fixture.js';

it('counts a record that waits in memory because the store is not called, so that no recent answer hides it', async () => {
  const breaker = new StoreCircuitBreaker();
  vi.spyOn(breaker, 'isOpen', 'get').mockReturnValue(true);
  const storage = createStorage();
  const watch = new ErasureWatch({ storage, breaker, onErasure: () => undefined });
  const emit = () => undefined;
  const store = new ResilientPictureStore({ storage, breaker, watch, emit, namespace: 'a', now: Date.now });
  const before = localWrites();
  await store.put(JOHN as ChatId, nextRecord(undefined, { status: 'restricted' }, { now: Date.now() }));
  expect(await storage.getKeys()).toEqual([]);
  expect(localWrites()).toBeGreaterThan(before);
});
