import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createStorage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { publicNames } from '../../../../build/entries.js';
import { EVENTUALLY } from '../../../../test/support/eventually.js';
import { createLease } from '../../../src/store/lease/createLease.js';

let program: string;
let folder: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  // Inside the repository, so that Node resolves the external packages.
  const outDir = join(import.meta.dirname, '../../../../node_modules/.cache/chat-avatar-lease-test');
  program = join(outDir, 'leaseProcess.js');
  await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: publicNames },
    build: {
      ssr: join(import.meta.dirname, 'leaseProcess.ts'),
      outDir,
      rolldownOptions: { output: { entryFileNames: 'leaseProcess.js' } },
    },
  });
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lease-'));
});

afterEach(async () => {
  vi.restoreAllMocks();
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

afterAll(() => rm(join(program, '..'), { recursive: true, force: true }));

const place = () => join(folder, 'store');

const start = (task: string, ms: number, user: readonly number[] = []) => {
  const args = [program, place(), task, ...[ms, ...user].map(String)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  return child;
};

it('mutual exclusion: one of three processes holds the folder lease at a time, and each gets it in turn', async () => {
  const children = [1, 2, 3].map(() => start('take', 1_500));
  const told = await Promise.all(children.map((child) => text(child.stdout ?? expect.unreachable())));
  const counts = told.map((line) => JSON.parse(line) as { had: number; overlaps: number });
  expect(counts.map(({ overlaps }) => overlaps)).toEqual([0, 0, 0]);
  for (const { had } of counts) expect(had).toBeGreaterThan(0);
  // All claims are deleted.
  expect(await readdir(join(place(), '.leases'))).toEqual([]);
});

const other = () => createLease(createStorage({ driver: fsDriver({ base: place() }) }));

async function holder(task: string, ms: number, user?: readonly number[]) {
  const child = start(task, ms, user);
  await once(child.stdout ?? expect.unreachable(), 'data');
  return child;
}

it('a folder lease is free again after its process is killed', async () => {
  const child = await holder('hold', 60_000);
  expect(await other().acquire('k', 1_000)).toBeUndefined();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await other().acquire('k', 1_000)).toBeDefined();
});

const isRoot = process.getuid?.() === 0;

it(`two ${isRoot ? 'users of one group' : 'processes with the umask of a group'} exclude each other`, async () => {
  const group = 65_100;
  const [john, mona] = isRoot ? [[65_101, group] as const, [65_102, group] as const] : [];
  if (isRoot) await chown(folder, 0, group);
  await chmod(folder, 0o2770);
  const before = process.umask(0o007);
  try {
    const had = async () => {
      const { stdout } = start('take', 300, mona);
      return (JSON.parse(await text(stdout ?? expect.unreachable())) as { had: number }).had;
    };
    const child = await holder('hold', 60_000, john);
    expect(await had()).toBe(0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await had()).toBeGreaterThan(0);
    // Also where a folder of the other user is left.
    const next = await holder('hold', 60_000, john);
    expect(await had()).toBe(0);
    next.kill('SIGKILL');
  } finally {
    process.umask(before);
  }
});

it.each(['hold', 'hold beyond the end'])('a folder lease expires at its time: %s', async (task) => {
  const child = await holder(task, 1_000);
  const heldAt = performance.now();
  // A stopped process is still alive. With `outlivesProcess`, the lease of a dead process stays until its expiry.
  child.kill(task === 'hold' ? 'SIGSTOP' : 'SIGKILL');
  if (task !== 'hold') await once(child, 'exit');
  expect(await other().acquire('k', 1_000)).toBeUndefined();
  await vi.waitFor(async () => expect(await other().acquire('k', 1_000)).toBeDefined(), EVENTUALLY);
  expect(performance.now() - heldAt).toBeGreaterThan(500);
});

it.each([-3, 3])('a folder lease lasts as long when the clock steps by %s days', async (days) => {
  await holder('hold beyond the end', 2_000);
  const heldAt = performance.now();
  const now = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + days * 86_400_000);
  expect(await other().acquire('k', 1_000)).toBeUndefined();
  expect(await other().remaining('k')).toBeLessThanOrEqual(2_000);
  await vi.waitFor(async () => expect(await other().acquire('k', 1_000)).toBeDefined(), EVENTUALLY);
  expect(performance.now() - heldAt).toBeGreaterThan(500);
});

it('the lease of another machine with a clock three days ahead ends after its time', async () => {
  const lease = other();
  await (await lease.acquire('k', 1_000))?.();
  const folder = join(place(), '.leases', createHash('sha256').update('k').digest('hex'));
  await mkdir(folder, { recursive: true });
  const endsAt = Date.now() + 3 * 86_400_000;
  await writeFile(join(folder, `${endsAt}_host.1_${randomUUID()}_another-clock_99999999_500`), '');
  const seenAt = performance.now();
  expect(await lease.acquire('k', 1_000)).toBeUndefined();
  await vi.waitFor(async () => expect(await other().acquire('k', 1_000)).toBeDefined(), EVENTUALLY);
  expect(performance.now() - seenAt).toBeGreaterThan(450);
});

it('deletes the expired claims of other keys', async () => {
  await other().acquire('a', 1);
  const child = start('take', 1);
  await once(child, 'exit');
  await expect.poll(() => readdir(join(place(), '.leases'))).toEqual([]);
});

it('an expired claim that cannot be deleted blocks no lease', async () => {
  const claims = join(place(), '.leases', createHash('sha256').update('a').digest('hex'));
  // A folder in place of the file: like the file of another user under the sticky bit, `rm` refuses it.
  await mkdir(join(claims, `1__${randomUUID()}`), { recursive: true });
  const lease = other();
  const release = await lease.acquire('a', 60_000);
  expect(await lease.remaining('a')).toBeGreaterThan(0);
  await release?.();
  expect(await lease.remaining('a')).toBe(0);
});

it('the file names of claims contain no phone number', async () => {
  await createLease(createStorage({ driver: fsDriver({ base: place() }) })).acquire(
    '201234567890@c.us',
    9_999,
  );
  const names = await readdir(join(place(), '.leases'), { recursive: true });
  expect(names).toHaveLength(2);
  expect(names.join()).not.toContain('201234567890');
});

it('uses a lease in memory for a read-only folder', async () => {
  const driver = fsDriver({ base: place(), readOnly: true });
  const lease = createLease(createStorage({ driver }));
  expect(lease.scope).toBe('process');
  expect(await lease.acquire('a', 1_000)).toBeDefined();
});
