import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { packageFolders, sourceFolders } from '../../build/entries.js';
import { root } from '../support/runCommand.js';

const execute = promisify(execFile);
const manifests = [...sourceFolders, join(root, 'examples/nextjs'), join(root, 'test/react-18')];

/** The folders of both packages in the repository. */
export const [LIBRARY = '', SERVER = ''] = packageFolders.map((folder) => relative(root, folder));

/** A copy of this repository with nothing in it but what a release reads and writes. */
export async function createReleaseRepository() {
  const folder = await mkdtemp(join(tmpdir(), 'release-'));
  const files = [
    ...manifests.map((path) => join(relative(root, path), 'package.json')),
    ...[LIBRARY, SERVER].map((path) => join(path, 'CHANGELOG.md')),
    '.changeset',
    'build',
    // The manifest has an entry for each file of a folder in it.
    'src',
  ];
  for (const file of files) await cp(join(root, file), join(folder, file), { recursive: true });
  return {
    folder,
    run: (program: string, ...args: string[]) => execute(program, args, { cwd: folder }),
    readText: (path: string) => readFile(join(folder, path), 'utf8'),
    readManifest: async (path: string) =>
      JSON.parse(await readFile(join(folder, path, 'package.json'), 'utf8')),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

export type ReleaseRepository = Awaited<ReturnType<typeof createReleaseRepository>>;
