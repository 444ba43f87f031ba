import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { CONSUMERS } from './installOnce.js';
import { unpackPackages } from './unpackPackages.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for the consumers of one run, with the packed packages in its `node_modules`. */
    tools: string;
  }
}

export default async function setUp(project: TestProject) {
  await mkdir(CONSUMERS, { recursive: true });
  const folder = await mkdtemp(join(CONSUMERS, 'run-'));
  await unpackPackages(join(folder, 'node_modules'));
  project.provide('tools', folder);
  return () => rm(folder, { recursive: true, force: true });
}
