import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { publicNames } from '../../../build/entries.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the command line that tests start, built from the sources of both packages. */
    cli: string;
  }
}

const server = resolve(import.meta.dirname, '../..');
const cache = resolve(server, '../node_modules/.cache/chat-avatar-tests');

/**
 * Builds the command line once for all tests, so that each of their processes starts as fast as a user's. The output is
 * below the root's `node_modules`, where its external packages resolve, in a folder of this run.
 */
export default async function setUp(project: TestProject) {
  await mkdir(cache, { recursive: true });
  const home = await mkdtemp(join(cache, 'cli-'));
  const outDir = join(home, 'dist/cli');
  await copyFile(join(server, 'package.json'), join(home, 'package.json'));
  await build({
    configFile: false,
    logLevel: 'silent',
    root: server,
    resolve: { alias: publicNames },
    build: {
      ssr: join(server, 'src/cli/main.ts'),
      outDir,
      rolldownOptions: { output: { entryFileNames: 'main.js' } },
    },
  });
  project.provide('cli', join(outDir, 'main.js'));
  return () => rm(home, { recursive: true, force: true });
}
