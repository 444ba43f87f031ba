import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { TestProject } from 'vitest/node';
import { chromiumLaunchOptions } from '../support/chromium.js';
import { installApplications } from './support/installDependencies.js';
import { unpackPackages } from './support/unpackPackages.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of this run: our packages in its `node_modules`, a copy of `pages` and of `apps` beside it. */
    consumers: string;
    /** The address of the browser that the files of the matrix share. */
    chromium: string;
  }
}

/**
 * One install for all consumers. The packages from npm are cached by manifest. Our own are unpacked for each run, in a
 * folder inside the cached one: there they find their dependencies, and two runs at once do not meet.
 */
export default async function setUp(project: TestProject) {
  const installed = await installApplications();
  const folder = await mkdtemp(join(installed, 'run-'));
  await unpackPackages(join(folder, 'node_modules'));
  for (const name of ['pages', 'apps']) {
    await cp(join(import.meta.dirname, name), join(folder, name), { recursive: true });
  }
  const browser = await chromium.launchServer(chromiumLaunchOptions());
  project.provide('consumers', folder);
  project.provide('chromium', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  };
}
