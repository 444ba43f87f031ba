import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rm } from 'node:fs/promises';
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
 * Builds the command line, so that its processes start as fast as a user's, and returns the path of its program. The output is
 * below the root's `node_modules`, where its external packages resolve, in a folder called `name`.
 */
export async function buildCli(name: string): Promise<string> {
  const home = join(cache, name);
  const outDir = join(home, 'dist/cli');
  await mkdir(home, { recursive: true });
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
  return join(outDir, 'main.js');
}

/** Builds it once for all tests of a run, in a folder of this run. */
export default async function setUp(project: TestProject) {
  const name = `cli-${randomUUID()}`;
  project.provide('cli', await buildCli(name));
  return () => rm(join(cache, name), { recursive: true, force: true });
}
