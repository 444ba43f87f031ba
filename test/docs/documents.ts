import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/runCommand.js';

/** The Markdown files of the repository, relative to its root. */
export function listDocuments(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
}

export const readDocument = (path: string) => readFileSync(join(root, path), 'utf8');

/** The first cells of the rows of the table below a heading, without its head. */
export function firstCells(page: string, heading: string): string[] {
  const section = page.slice(page.indexOf(`\n${heading}\n`));
  const [table = ''] = /(?:^\|.*\n)+/m.exec(section) ?? [];
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => row.split(' | ')[0]?.replace(/^\| /, '') ?? '');
}
