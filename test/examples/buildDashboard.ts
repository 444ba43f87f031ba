import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { facesFolder } from '../../build/entries.js';
import { buildLibrary } from '../../examples/agent-dashboard/server/build/buildLibrary.js';
import { runCommand } from '../support/runCommand.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the dashboard's pages. Not that of `npm start`, which builds them anew in the tests that start it. */
    dashboardPages: string;
  }
}

const dashboard = resolve(import.meta.dirname, '../../examples/agent-dashboard');

/**
 * Builds the faces of the demo and the pages of the dashboard once, before the tests that start, build or serve it: two that build the
 * faces at a time disturb each other.
 */
export default async function setUp(project: TestProject) {
  await buildLibrary([facesFolder]);
  const pages = await mkdtemp(join(tmpdir(), 'agent-dashboard-'));
  const remove = () => rm(pages, { recursive: true });
  // In a process of its own: React is bundled as `NODE_ENV` says, and that of this process is the tests'.
  const built = await runCommand('vite', ['build', dashboard, '--outDir', pages], {
    env: { NODE_ENV: 'production' },
  });
  if (!built.ok) {
    await remove();
    throw new Error(built.output);
  }
  project.provide('dashboardPages', pages);
  return remove;
}
