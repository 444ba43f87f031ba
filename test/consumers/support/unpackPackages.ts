import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packTarball } from '../../support/packTarball.js';
import { root } from '../../support/runCommand.js';
import { ourPackages } from './ourPackages.js';
import { run } from './run.js';

/** `npm test` passes the tarballs that it has checked. Without them the packages are built and packed here. */
async function tarballs(folder: string): Promise<string[]> {
  const { CHAT_AVATAR_TARBALL: library, CHAT_AVATAR_SERVER_TARBALL: server } = process.env;
  if (library && server) return [library, server];
  await run('npm', ['run', '--silent', 'build'], root);
  return Promise.all(ourPackages.map((ours) => packTarball(folder, ours.folder)));
}

/** Puts the packed packages, as npm would install them, into a `node_modules`. */
export async function unpackPackages(modules: string) {
  const packed = await mkdtemp(join(tmpdir(), 'chat-avatar-packed-'));
  const paths = await tarballs(packed);
  for (const [index, { name }] of ourPackages.entries()) {
    const target = join(modules, name);
    await mkdir(target, { recursive: true });
    await run('tar', ['-xzf', paths[index] ?? '', '--strip-components=1', '-C', target], root);
  }
  await rm(packed, { recursive: true });
}
