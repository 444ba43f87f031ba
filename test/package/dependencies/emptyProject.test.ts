import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { install, writeLockedProject } from '../lockedProject.js';

let project: string;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'empty-project-'));
});
afterEach(() => rm(project, { recursive: true }));

/** The packages that npm would install, by name. */
async function packagesAfter(...args: string[]): Promise<string[]> {
  await install(project, ['--package-lock-only', ...args]);
  const { packages } = JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8'));
  const paths = Object.keys(packages).filter((path) => path !== '');
  return paths.map((path) => path.replace(/^.*node_modules\//, '')).sort();
}

it('npm install chat-avatar adds two packages to a React project', async () => {
  const [tarball = ''] = inject('tarballs');
  await writeLockedProject(project, ['react', 'react-dom']);
  const before = await packagesAfter();
  expect(before).toContain('react');
  const after = await packagesAfter(tarball);
  expect(after.filter((name) => !before.includes(name))).toEqual(['chat-avatar', 'clsx']);
  expect(after).toHaveLength(before.length + 2);
});
