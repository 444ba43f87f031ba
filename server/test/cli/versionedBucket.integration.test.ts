import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startS3 } from '../../../test/support/s3.js';
import { nextRecord } from '../../src/store/nextRecord.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { ANNA, available, BRUNO } from '../store/pictures.fixture.js';
import { runCliIn } from './runCli.js';

it('export counts the earlier versions of a bucket, and forget and prune say whether they were erased', async () => {
  const { bucket, environment, versions, stop } = await startS3({ versioning: true });
  const place = `s3://${bucket}/faces`;
  const output = await mkdtemp(join(tmpdir(), 'versions-'));
  const { storage, close } = await openStorage(place, environment);
  const cli = (...args: string[]) => runCliIn(environment, ...args, '--store', place).ended;
  try {
    const store = new PictureStore(storage);
    const { record, bytes } = available();
    await store.put(ANNA, record, bytes);
    await store.put(ANNA, record);
    const exported = await cli('export', ANNA, '--output', output);
    expect(exported).toMatchObject({
      code: 0,
      stderr:
        'The bucket also keeps 1 earlier version of these values, which are not in the files. forget erases them too.\n',
    });
    expect(JSON.parse(await readFile(join(output, `${ANNA}.json`), 'utf8'))).toMatchObject({
      earlierVersions: 1,
    });

    // The store is not empty after the erasure.
    const other = available(1);
    await store.put(BRUNO, other.record, other.bytes);
    if (versions) versions.denies = 403;
    const denied = await cli('forget', ANNA);
    expect(denied.stdout).toContain('Earlier versions may remain: the bucket does not let this user');
    const again = await cli('forget', ANNA, '--json');
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect(JSON.parse(again.stdout)).toMatchObject({ versionsMayRemain: true });

    if (versions) versions.denies = undefined;
    const forgotten = await cli('forget', ANNA);
    expect(forgotten.stdout).toMatch(/had only what was erased before\.\nErased 4 earlier versions/);
    expect((await cli('forget', ANNA)).stdout).toContain('Nothing is stored about');

    await store.put(ANNA, nextRecord(undefined, { status: 'none', reason: 'empty' }, { now: 0 }));
    const pruned = JSON.parse((await cli('prune', '--json')).stdout);
    expect(pruned).toMatchObject({ answers: 1, versions: 1, versionsMayRemain: false });
    await store.forget(BRUNO);
    await storage.setItem(`chats:${ANNA}`, '{}');
    await storage.removeItem(`chats:${ANNA}`);
    expect(await cli('forget', ANNA)).toMatchObject({ code: 0 });
  } finally {
    await close();
    await stop();
    await rm(output, { recursive: true });
  }
});
