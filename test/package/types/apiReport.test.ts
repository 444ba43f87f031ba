import { cp } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { root } from '../../support/runCommand.js';
import { consumer, library, server } from '../consumer.js';
import { createApiReports } from './apiReports.js';

/** A copy of the declarations outside of `node_modules`, where API Extractor takes every module for a foreign one. */
const copies = join(consumer, 'api');

const entries = [library, server].flatMap((installed) =>
  installed.moduleEntries.map((entry) => ({
    name: installed.publicName(entry).replaceAll('/', '.'),
    folder: join(copies, installed.name),
    declarations: join(
      copies,
      installed.name,
      relative(installed.folder, installed.entryFile(entry)).replace(/\.js$/, '.d.ts'),
    ),
  })),
);

let reports: Map<string, string>;

beforeAll(async () => {
  for (const { name, folder } of [library, server]) {
    await cp(folder, join(copies, name), { recursive: true, filter: (path) => !/\/(src|cjs)$/.test(path) });
  }
  const typeRoots = [join(consumer, 'node_modules/@types')];
  reports = createApiReports(entries, { output: join(copies, 'reports'), typeRoots });
});

it.each(entries)(
  'the public types of $name are on record in api/; "npm run api" accepts a change',
  async ({ name }) => {
    const report = reports.get(name) ?? '';
    expect(report.match(/^export /gm)?.length).toBeGreaterThan(2);
    await expect(report).toMatchFileSnapshot(join(root, 'api', `${name}.api.md`));
  },
);
