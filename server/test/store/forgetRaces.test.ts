import { createStorage, type Storage } from 'unstorage';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextRecord } from '../../src/store/nextRecord.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { countCalls, watchStorage } from '../support/watchStorage.js';
import { ANNA, available, BRUNO, DAY, NOW } from './pictures.fixture.js';

const { record, bytes, image } = available();

afterEach(() => vi.restoreAllMocks());

/** The same storage, which calls `interrupt` before its call number `at`. */
function interrupted(inner: Storage, at: number, interrupt: () => Promise<unknown>) {
  let calls = 0;
  const storage = watchStorage(inner, () => {
    calls += 1;
    return calls === at ? interrupt() : undefined;
  });
  return { storage, calls: () => calls };
}

/** Anna and Bruno have the same picture. Runs the test with an interruption before each call of the storage. */
async function atEachCall(
  run: (inner: Storage, at: number) => Promise<{ calls: number; interrupted: boolean }>,
): Promise<number> {
  for (let at = 1; ; at += 1) {
    const result = await run(createStorage(), at);
    if (!result.interrupted) return at - 1;
  }
}

describe('a picture that one chat gets while another chat with the same one is erased', () => {
  it.each(['forget', 'prune'] as const)('survives: a whole %s between any two calls of put', async (how) => {
    const steps = await atEachCall(async (inner, at) => {
      await new PictureStore(inner).put(ANNA, record, bytes);
      let isDone = false;
      const { storage, calls } = interrupted(inner, at, async () => {
        isDone = true;
        const other = new PictureStore(inner, { now: () => record.fetchedAt + 1 });
        if (how === 'forget') await other.forget(ANNA);
        else await other.collectGarbage({ keepMs: 0 });
      });
      await new PictureStore(storage, { now: () => record.fetchedAt }).put(
        BRUNO,
        { ...record, lastSeen: 9e12 },
        bytes,
      );
      expect((await new PictureStore(inner).get(BRUNO))?.image, `call ${at}`).toEqual(image);
      return { calls: calls(), interrupted: isDone };
    });
    expect(steps).toBeGreaterThanOrEqual(3);
  });

  it.each(['forget', 'prune'] as const)('survives: a whole put between any two calls of %s', async (how) => {
    const steps = await atEachCall(async (inner, at) => {
      await new PictureStore(inner).put(ANNA, record, bytes);
      let isDone = false;
      const now = () => record.fetchedAt + 1;
      const { storage, calls } = interrupted(inner, at, async () => {
        isDone = true;
        await new PictureStore(inner, { now }).put(BRUNO, { ...record, lastSeen: 9e12 }, bytes);
      });
      const eraser = new PictureStore(storage, { now });
      if (how === 'forget') await eraser.forget(ANNA);
      else await eraser.collectGarbage({ keepMs: 0 });
      if (isDone) expect((await new PictureStore(inner).get(BRUNO))?.image, `call ${at}`).toEqual(image);
      return { calls: calls(), interrupted: isDone };
    });
    expect(steps).toBeGreaterThanOrEqual(8);
  });
});

describe('a chat that another process blocks', () => {
  it.each(['has a picture', 'is new'])(
    'stays blocked: a whole block between any two calls of a load, %s',
    async (how) => {
      const steps = await atEachCall(async (inner, at) => {
        if (how === 'has a picture') await new PictureStore(inner).put(ANNA, record, bytes);
        let isDone = false;
        const { storage, calls } = interrupted(inner, at, async () => {
          isDone = true;
          // The lease of the loading process does not reach this one, or has expired.
          await new PictureStore(inner).forget(ANNA, { block: true });
        });
        const loading = new PictureStore(storage);
        await loading.get(ANNA);
        await loading.put(ANNA, record, bytes);
        if (isDone) {
          expect(await new PictureStore(inner).get(ANNA), `call ${at}`).toMatchObject({ blocked: true });
          expect(
            (await inner.getKeys()).filter((key) => /^(images|owners)/.test(key)),
            `call ${at}`,
          ).toEqual([]);
        }
        return { calls: calls(), interrupted: isDone };
      });
      expect(steps).toBeGreaterThanOrEqual(4);
    },
  );

  it('stays blocked after the loading process was killed between its write and its look', async () => {
    const inner = createStorage();
    await new PictureStore(inner).forget(ANNA, { block: true });
    const killed = new PictureStore(interrupted(inner, 4, () => new Promise(() => undefined)).storage);
    killed.put(ANNA, record, bytes).catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    const store = new PictureStore(inner);
    await store.collectGarbage();
    expect(await store.get(ANNA)).toMatchObject({ blocked: true });
    expect((await inner.getKeys()).filter((key) => /^(images|owners)/.test(key))).toEqual([]);
    expect(await store.unblock(ANNA)).toBe(true);
    expect(await inner.getKeys()).toEqual([]);
    await store.put(ANNA, record, bytes);
    expect((await store.get(ANNA))?.image).toEqual(image);
  });
});

it('a forget that is cut off at any call can be repeated, and leaves nothing', async () => {
  for (let at = 1; ; at += 1) {
    const inner = createStorage();
    await new PictureStore(inner).put(ANNA, record, bytes);
    await new PictureStore(inner).putSize(image.hash, '80.webp', bytes);
    let isCut = false;
    const { storage } = interrupted(inner, at, async () => {
      isCut = true;
      throw new Error('killed');
    });
    await new PictureStore(storage).forget(ANNA).catch(() => undefined);
    await new PictureStore(inner).forget(ANNA);
    expect(await inner.getKeys(), `call ${at}`).toEqual([]);
    if (!isCut) return;
  }
});

it('forget finds the picture of a process that was killed at any call of its write', async () => {
  const old = available(1);
  const next = nextRecord(old.record, { status: 'available', image }, { now: NOW + 1 });
  const steps = await atEachCall(async (inner, at) => {
    await new PictureStore(inner).put(ANNA, old.record, old.bytes);
    let isKilled = false;
    const { storage, calls } = interrupted(inner, at, () => {
      isKilled = true;
      return new Promise(() => undefined);
    });
    const writing = new PictureStore(storage).put(ANNA, next, bytes, { previous: old.record });
    await Promise.race([writing, new Promise((resolve) => setImmediate(resolve))]);
    const { storage: counted, calls: made } = countCalls(inner);
    await new PictureStore(counted).forget(ANNA);
    expect(await inner.getKeys(), `call ${at}`).toEqual([]);
    // Which would read the index of all chats.
    expect(made).not.toContain('getKeys owners');
    return { calls: calls(), interrupted: isKilled };
  });
  expect(steps).toBeGreaterThanOrEqual(4);
});

it.each([3 * DAY, -3 * DAY])(
  'garbage collection leaves a picture that is being written while the clock steps by %i ms',
  async (step) => {
    const wallClock = Date.now;
    let offset = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => wallClock() + offset);
    const steps = await atEachCall(async (inner, at) => {
      offset = 0;
      let isDone = false;
      const { storage, calls } = interrupted(inner, at, async () => {
        isDone = true;
        offset = step;
        await new PictureStore(inner).collectGarbage();
      });
      await new PictureStore(storage).put(ANNA, record, bytes);
      expect(await new PictureStore(inner).getImage(image.hash), `call ${at}`).toEqual(bytes);
      return { calls: calls(), interrupted: isDone };
    });
    expect(steps).toBeGreaterThanOrEqual(3);
  },
);
