import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCliIn } from './runCli.js';
import { ANNA, storeThree } from './storedPictures.fixture.js';

let folder: string;
let store: string;
let before: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outside-'));
  store = join(folder, 'store');
  await storeThree(store);
  await symlink(store, join(folder, 'link'));
  before = await readdir(store);
  await writeFile(
    join(folder, 'instances.json'),
    JSON.stringify({ store: folder, instances: [{ id: 'store', accessTokenEnv: 'TOKEN' }] }),
  );
});
afterAll(() => rm(folder, { recursive: true }));

it.each([
  ['export', ['export', ANNA, '--store', 'store', '--output', 'store']],
  ['export, to a new folder', ['export', ANNA, '--store', 'store', '--output', 'store/new/person']],
  ['export, by a symbolic link', ['export', ANNA, '--store', 'store', '--output', 'link/person']],
  ['faces', ['faces', '--store', 'link', '--output', 'store/faces.html']],
  ['copy', ['copy', 'store', 'store/copy']],
  ['copy, by a symbolic link', ['copy', 'store', 'link']],
  ['enrich', ['enrich', '--store', 'store', '--metrics-file', 'store/enrich.prom']],
  ['enrich --config', ['enrich', '--config', 'instances.json', '--metrics-file', 'store/enrich.prom']],
])('%s refuses to write into the folder of the store', async (_, args) => {
  const paths = args.map((arg) => (/^(store|link|instances)\b/.test(arg) ? join(folder, arg) : arg));
  const { code, stderr } = await runCliIn({ TOKEN: 'a-token-of-an-instance' }, ...paths).ended;
  expect(stderr).toMatch(
    /^(--output|--metrics-file|copy: to): \S+ is in the picture store \S+\/(store|link), .*Choose/,
  );
  expect(code).toBe(1);
  expect(await readdir(store)).toEqual(before);
});

it.each([
  ['export', ['export', ANNA, '--output', '.']],
  ['faces', ['faces']],
  ['enrich', ['enrich', '--metrics-file', 'enrich.prom']],
])('%s says that the name of the store is empty, and does not take this folder for it', async (_, args) => {
  const environment = { WAWP_INSTANCE_ID: '1', WAWP_ACCESS_TOKEN: 'a-token-of-an-instance' };
  const paths = args.map((arg) => (arg === 'enrich.prom' ? join(folder, arg) : arg));
  const { code, stderr } = await runCliIn(environment, ...paths, '--store', '').ended;
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^--store: The name of the picture store is empty\./),
  ]);
});

it('a folder beside the store with a similar name is no part of it', async () => {
  const { code } = await runCliIn({}, 'export', ANNA, '--store', store, '--output', `${store}-2`).ended;
  expect(code).toBe(0);
});
