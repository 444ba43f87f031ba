import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkLockfile } from './checkLockfile.js';
import { packTarball } from './packTarball.js';
import { root, runCommand } from './runCommand.js';

const tarballPath = () => process.env.CHAT_AVATAR_TARBALL ?? '';

async function build() {
  // What is left of an older build must not stand in for a file that this one no longer makes.
  await rm(resolve(root, 'dist'), { recursive: true, force: true });
  return runCommand('npm', ['run', '--silent', 'build']);
}

async function pack() {
  try {
    process.env.CHAT_AVATAR_TARBALL = await packTarball(resolve(root, 'test/output'));
    return { ok: true, output: '' };
  } catch (error) {
    return { ok: false, output: `${error.message}\n` };
  }
}

/**
 * What is checked besides the tests, in this order. From `publint` on it is the packed tarball that is looked at: what
 * users install, not what lies in the working tree. A check whose `needs` failed has failed with it.
 *
 * @type {{ name: string, needs?: string, run: () => Promise<{ ok: boolean, output: string }> }[]}
 */
export const checks = [
  { name: 'lockfile', run: checkLockfile },
  { name: 'lint', run: () => runCommand('biome', ['check', '--error-on-warnings', '.']) },
  { name: 'types', run: () => runCommand('tsc', ['--noEmit']) },
  { name: 'unused', run: () => runCommand('knip', ['--no-progress']) },
  { name: 'build', run: build },
  { name: 'pack', needs: 'build', run: pack },
  { name: 'publint', needs: 'pack', run: () => runCommand('publint', ['run', tarballPath(), '--strict']) },
  {
    name: 'attw',
    needs: 'pack',
    run: () => runCommand('attw', [tarballPath(), '--profile', 'esm-only', '--no-color']),
  },
  { name: 'size', needs: 'build', run: () => runCommand('size-limit', []) },
];
