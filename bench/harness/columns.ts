import { readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Column } from '../columns/Column.js';
import { OURS } from '../report/rows.js';
import type { Bench } from './Bench.js';
import { buildForServer } from './build.js';
import { benchFolder } from './paths.js';

/** The floors and chat-avatar come first; they are measured with any choice of columns. */
const ALWAYS = ['bare', 'query', OURS];

/** The module of a column for servers. */
export const serverModule = (packages: string, column: string) => join(packages, `${column}.cjs`);

/** Builds the chosen columns for servers, and reads their names. A column that does not build is left out, with a warning. */
export async function prepareColumns(packages: string, only?: string[]): Promise<Bench['columns']> {
  const files = await readdir(join(benchFolder, 'columns'));
  const ids = files.filter((file) => file.endsWith('.tsx')).map((file) => file.replace('.tsx', ''));
  const unknown = (only ?? []).filter((id) => !ids.includes(id));
  if (unknown.length > 0)
    throw new Error(`There is no column ${unknown.join(', ')}. There is: ${ids.join(', ')}.`);

  const peers = ids.filter((id) => !ALWAYS.includes(id) && (only?.includes(id) ?? true));
  const require = createRequire(import.meta.url);
  const columns: Bench['columns'] = [];
  for (const id of [...ALWAYS, ...peers]) {
    try {
      const module = serverModule(packages, id);
      await writeFile(module, await buildForServer(packages, id));
      const { label, imports } = require(module) as Column;
      columns.push({ id, label, imports });
    } catch (error) {
      if (id === OURS) throw error;
      console.warn(
        `The column ${id} is left out, because it does not build or load: ${String(error).slice(0, 300)}`,
      );
    }
  }
  return columns;
}
