/**
 * Acquires the same lease repeatedly, and prints how often it held the lease, and how often another process held it at the
 * same time. With `hold…`, acquires it once, prints that, and never releases it. Built and run by `folderLease.test.ts`.
 */

import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createLease } from '../../../src/store/lease/createLease.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';

const [place = '', task = '', ms = '0', user, group] = process.argv.slice(2);
const { storage } = await openStorage(place);
if (user !== undefined && group !== undefined) {
  // All code is loaded, which this user may not be permitted to read.
  process.setgroups?.([]);
  process.setgid?.(Number(group));
  process.setuid?.(Number(user));
}
const lease = createLease(storage);

if (task.startsWith('hold')) {
  await lease.acquire('k', Number(ms), { outlivesProcess: task !== 'hold' });
  process.stdout.write('held\n');
  setInterval(() => undefined, 1000);
} else {
  const marker = join(place, '..', 'marker');
  let had = 0;
  let overlaps = 0;
  for (const until = performance.now() + Number(ms); performance.now() < until; ) {
    const release = await lease.acquire('k', 10_000);
    if (release === undefined) {
      await delay(Math.random() * 3);
      continue;
    }
    had += 1;
    // `wx` fails if the file exists.
    const file = await open(marker, 'wx').catch(() => undefined);
    if (file === undefined) overlaps += 1;
    await delay(Math.random() * 2);
    await file?.close();
    if (file) await rm(marker);
    await release();
  }
  process.stdout.write(JSON.stringify({ had, overlaps }));
}
