import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCliIn } from './runCli.js';

/** When the process ends, makes 6,000,000 objects of which it keeps 350,000, and prints its highest resident memory in MB. */
const WORK_AT_EXIT = `
process.on('exit', () => {
  const kept = Array.from({ length: 300_000 }, (_, id) => ({ id, name: 'name ' + id }));
  const recent = new Array(50_000);
  for (let made = 0; made < 6_000_000; made++) recent[made % recent.length] = { made, list: [made] };
  console.log('resident: ' + process.resourceUsage().maxRSS / 1e3 + ' of ' + (kept.length + recent.length));
});`;

let folder: string;
let work: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-avatar-'));
  work = join(folder, 'work.mjs');
  await writeFile(work, WORK_AT_EXIT);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// V8 by itself lets it grow to 300 to 400 MB.
it('enrich keeps its heap small: 6,000,000 objects in under 200 MB', async () => {
  // It ends at once, because it has no credentials.
  const { ended } = runCliIn(
    { NODE_OPTIONS: `--import ${pathToFileURL(work).href}`, WAWP_INSTANCE_ID: '', WAWP_ACCESS_TOKEN: '' },
    'enrich',
    '--store',
    folder,
  );
  const [, resident] = /resident: ([\d.]+)/.exec((await ended).stdout) ?? [];
  expect(Number(resident)).toBeGreaterThan(80);
  expect(Number(resident)).toBeLessThan(200);
});
