import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packageFolders } from '../../build/entries.js';
import { packTarball } from '../support/packTarball.js';
import { install, run, writeLockedProject } from './lockedProject.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** An otherwise empty project in which both packed tarballs are installed. */
    consumer: string;
    /** The tarballs of `chat-avatar` and of `chat-avatar-server`. */
    tarballs: string[];
  }
}

/** The other packages of a user: the peers and their types. */
const BESIDE_US = [
  'react',
  'react-dom',
  '@tanstack/react-query',
  '@types/react',
  '@types/react-dom',
  '@types/node',
];

/** `npm test` passes the tarballs that it has checked. A developer's `vitest` builds and packs them here. */
async function tarballs(folder: string): Promise<string[]> {
  const { CHAT_AVATAR_TARBALL: library, CHAT_AVATAR_SERVER_TARBALL: server } = process.env;
  if (library && server) return [library, server];
  await run('npm', ['run', '--silent', 'build']);
  return Promise.all(packageFolders.map((packageFolder) => packTarball(folder, packageFolder)));
}

export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'chat-avatar-consumer-'));
  await writeLockedProject(folder, BESIDE_US);
  const paths = await tarballs(folder);
  await install(folder, paths);
  project.provide('consumer', folder);
  project.provide('tarballs', paths);
  return () => rm(folder, { recursive: true, force: true });
}
