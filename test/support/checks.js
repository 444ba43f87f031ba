import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { packageFolders } from '../../build/entries.js';
import { checkLockfile } from './checkLockfile.js';
import { checkPatterns } from './checkPatterns.js';
import { packTarball } from './packTarball.js';
import { root, runCommand } from './runCommand.js';

/** The tarballs of both packages, once they are packed. */
const tarballs = () => [process.env.CHAT_AVATAR_TARBALL ?? '', process.env.CHAT_AVATAR_SERVER_TARBALL ?? ''];

async function build() {
  // A file of an older build must not replace one that this build no longer makes.
  for (const folder of packageFolders) await rm(resolve(folder, 'dist'), { recursive: true, force: true });
  return runCommand('npm', ['run', '--silent', 'build']);
}

/** Runs one program for each tarball. */
async function eachTarball(program, argumentsFor) {
  const results = [];
  for (const path of tarballs()) results.push(await runCommand(program, argumentsFor(path)));
  return { ok: results.every(({ ok }) => ok), output: results.map(({ output }) => output).join('\n') };
}

async function pack() {
  try {
    const [library, server] = packageFolders;
    const output = resolve(root, 'test/output');
    process.env.CHAT_AVATAR_TARBALL = await packTarball(output, library);
    process.env.CHAT_AVATAR_SERVER_TARBALL = await packTarball(output, server);
    return { ok: true, output: '' };
  } catch (error) {
    return { ok: false, output: `${error.message}\n` };
  }
}

/** The library has CommonJS as well, the server ES modules alone. A stylesheet has no format. */
const attwProfile = (path) =>
  path === process.env.CHAT_AVATAR_TARBALL
    ? ['--profile', 'node16', '--exclude-entrypoints', './styles.css']
    : ['--profile', 'esm-only'];

/**
 * The checks besides the tests. Those of the sources run in this order, beside the build and what needs it. From `publint`
 * on they look at the packed tarballs, which users install, and not at the working tree. A check fails if one of its `needs`
 * fails.
 *
 * @type {{ name: string, needs?: string, run: () => Promise<{ ok: boolean, output: string }> }[]}
 */
export const checks = [
  { name: 'lockfile', run: checkLockfile },
  { name: 'lint', run: () => runCommand('biome', ['check', '--error-on-warnings', '.']) },
  { name: 'types', run: () => runCommand('tsc', ['--noEmit']) },
  { name: 'unused', run: () => runCommand('knip', ['--no-progress']) },
  { name: 'patterns', run: checkPatterns },
  { name: 'build', run: build },
  { name: 'pack', needs: 'build', run: pack },
  {
    name: 'publint',
    needs: 'pack',
    run: () => eachTarball('publint', (path) => ['run', path, '--strict']),
  },
  {
    name: 'attw',
    needs: 'pack',
    run: () => eachTarball('attw', (path) => [path, ...attwProfile(path), '--no-color']),
  },
  { name: 'size', needs: 'build', run: () => runCommand('size-limit', []) },
];
