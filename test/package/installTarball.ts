import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packageFolders } from '../../build/entries.js';
import { packTarball } from '../support/packTarball.js';
import { root, runCommand } from '../support/runCommand.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** An otherwise empty project in which both packed tarballs are installed. */
    consumer: string;
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

async function readJson(path: string) {
  return JSON.parse(await readFile(path, 'utf8'));
}

/**
 * Writes an empty project that is locked to the versions the suite runs with. npm has those in its cache since the
 * repository itself was installed, so that this needs no network.
 */
async function writeConsumer(folder: string) {
  const lock = await readJson(join(root, 'package-lock.json'));
  const { dependencies, devDependencies } = await readJson(join(root, 'package.json'));
  const manifest = {
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(
      BESIDE_US.map((name) => [name, { ...dependencies, ...devDependencies }[name]]),
    ),
  };
  const ours = ([path, entry]: [string, { link?: boolean }]) =>
    path.startsWith('node_modules/') && !entry.link;
  const packages = Object.fromEntries(Object.entries<{ link?: boolean }>(lock.packages).filter(ours));
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
  await writeFile(
    join(folder, 'package-lock.json'),
    JSON.stringify({ ...lock, name: 'consumer', packages: { '': manifest, ...packages } }, undefined, 2),
  );
}

async function run(program: string, args: string[]) {
  const { ok, output } = await runCommand(program, args);
  if (!ok) throw new Error(`${program} ${args.join(' ')} failed:\n${output}`);
}

/** `npm test` passes the tarballs that it has checked. A developer's `vitest` builds and packs them here. */
async function tarballs(folder: string): Promise<string[]> {
  const { CHAT_AVATAR_TARBALL: library, CHAT_AVATAR_SERVER_TARBALL: server } = process.env;
  if (library && server) return [library, server];
  await run('npm', ['run', '--silent', 'build']);
  return Promise.all(packageFolders.map((packageFolder) => packTarball(folder, packageFolder)));
}

async function install(folder: string, paths: string[]) {
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', ...paths];
  const offline = await runCommand('npm', [...args, '--offline']);
  if (!offline.ok) await run('npm', [...args, '--prefer-offline']);
}

export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'chat-avatar-consumer-'));
  await writeConsumer(folder);
  await install(folder, await tarballs(folder));
  project.provide('consumer', folder);
  return () => rm(folder, { recursive: true, force: true });
}
