import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage } from 'unstorage';
import { JOHN } from '../../support/chats.js';
import { connectWawp, runCommand } from '../entries/commands.js';
import { BREATH_MS } from '../entries/storeCommands.js';
import type { FaultTable } from '../markdown.js';
import { settle } from '../settle.js';

/** Each changes what stands at the place of `folder/metrics/enrich.prom`. */
const FAULTS: [name: string, change: (folder: string, file: string) => Promise<unknown>][] = [
  ['its folder is gone (ENOENT)', (folder) => rm(folder, { recursive: true })],
  [
    'its folder is a file (ENOTDIR)',
    async (folder) => {
      await rm(folder, { recursive: true });
      await writeFile(folder, '');
    },
  ],
  [
    'it is a folder (EISDIR)',
    async (_, file) => {
      await rm(file, { force: true });
      await mkdir(file);
    },
  ],
  [
    'its disk is full (ENOSPC)',
    async (_, file) => {
      await rm(file, { force: true });
      await symlink('/dev/full', file);
    },
  ],
];

/** One run of `enrich`. `change` happens before it, or when it asks for the overview. */
async function enrich(change: (typeof FAULTS)[number][1], when: 'before' | 'meanwhile'): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'metrics-'));
  const folder = join(home, 'metrics');
  const file = join(folder, 'enrich.prom');
  await mkdir(folder);
  if (when === 'before') await change(folder, file);
  let changed: Promise<unknown> | undefined;
  connectWawp((path) => {
    if (path.endsWith('/picture')) return Promise.resolve(Response.json({ url: null }));
    if (when === 'before' || !path.endsWith('/overview')) return undefined;
    // Once: the overview has several pages.
    changed ??= change(folder, file);
    return changed.then(() => Response.json([{ id: JOHN, lastMessage: { timestamp: 1_790_000_000 } }]));
  });
  const args = ['enrich', '--store', 'store', '--metrics-file', file, '--json', '--summary'];
  const { exitCode, stderr } = await settle(runCommand(args, { store: createStorage() }), BREATH_MS);
  await rm(home, { recursive: true });
  const said = stderr.join(' ').replaceAll(`${home}/`, '');
  return `exit ${exitCode}${said === '' ? '' : `: ${said}`}`;
}

/** `enrich --metrics-file`, which node_exporter reads. */
export async function metricsFile(): Promise<FaultTable> {
  const rows: string[][] = [];
  for (const [name, change] of FAULTS)
    rows.push([name, await enrich(change, 'before'), await enrich(change, 'meanwhile')]);
  return {
    title: 'The file of the metrics of `enrich`',
    intro:
      'A file that cannot be written is reported before the first request. If it fails later, the run has its own exit code: its pictures are stored. The alert for a missing run tells of metrics that are not renewed.',
    columns: ['`--metrics-file`', '`enrich`, before the run', '`enrich`, during the run'],
    rows,
  };
}
