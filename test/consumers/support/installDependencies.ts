import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../support/runCommand.js';
import { ourDependencies } from './ourPackages.js';
import { run } from './run.js';

const CACHE = join(root, '.cache/consumers');

/** Of these packages the pages use one file alone: their dependencies, a hundred packages, stay out. */
const SINGLE_FILES = [{ spec: 'antd@6.6.8', file: 'dist/reset.css', to: 'antd/reset.css' }];

async function manifest() {
  const { dependencies } = JSON.parse(await readFile(join(import.meta.dirname, '../package.json'), 'utf8'));
  return JSON.stringify(
    {
      name: 'consumers',
      private: true,
      type: 'module',
      dependencies: { ...ourDependencies(), ...dependencies },
    },
    undefined,
    2,
  );
}

/**
 * The consumers' dependencies, installed once for each manifest.
 *
 * @returns the folder that holds their `node_modules`.
 * @throws {Error} when the registry cannot be reached and npm's cache does not have them.
 */
export async function installDependencies(): Promise<string> {
  const text = await manifest();
  const hash = createHash('sha256')
    .update(text)
    .update(JSON.stringify(SINGLE_FILES))
    .digest('hex')
    .slice(0, 12);
  const folder = join(CACHE, hash);
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(join(CACHE, 'installing-'));
  await writeFile(join(unfinished, 'package.json'), text);
  await cp(join(root, '.npmrc'), join(unfinished, '.npmrc'));
  try {
    await run('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-package-lock'], unfinished);
    await addSingleFiles(join(unfinished, 'node_modules'));
    // Whole or not at all: an interrupted install is no cache. Of two runs at once, the first one counts.
    await rename(unfinished, folder).catch((error) => {
      if (!existsSync(folder)) throw error;
    });
  } catch (error) {
    throw new Error(
      'The packages of test/consumers/package.json could not be installed. The consumers need a network or a filled npm ' +
        'cache: run `npm test` once with one, or leave the consumers out with `npm test -- --project "!consumers"`.',
      { cause: error },
    );
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

async function addSingleFiles(modules: string) {
  for (const { spec, file, to } of SINGLE_FILES) {
    const packed = await mkdtemp(join(modules, '.pack-'));
    await run('npm', ['pack', spec, '--prefer-offline', '--pack-destination', packed], packed);
    await run('sh', ['-c', `tar -xzf *.tgz package/${file}`], packed);
    await mkdir(join(modules, to, '..'), { recursive: true });
    await cp(join(packed, 'package', file), join(modules, to));
    await rm(packed, { recursive: true });
  }
}
