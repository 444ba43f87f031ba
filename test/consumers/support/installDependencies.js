import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../../support/runCommand.js';
import { installOnce } from './installOnce.js';
import { ourDependencies } from './ourPackages.js';

/** The dependencies of the applications, and of our packages. Resolves to the folder that holds their `node_modules`. */
export const installApplications = () =>
  installOnce('test/consumers/package.json', { additions: ourDependencies(), complete: addResetOfAntd });

/** TypeScript's versions and the declarations of the peers. Resolves to the `node_modules`. */
export const installCompilers = () => installTools('types');

/** Jest, Vitest and their environments. Resolves to the `node_modules`. */
export const installTestRunners = () => installTools('unit');

/** One install after another: npm alone keeps a small machine busy. */
export async function installAll() {
  await installApplications();
  await installTestRunners();
  await installCompilers();
}

async function installTools(name) {
  const folder = await installOnce(`test/consumers/${name}/package.json`, { flags: ['--legacy-peer-deps'] });
  return join(folder, 'node_modules');
}

/** The pages use one stylesheet of this package alone: its dependencies, a hundred packages, stay out. */
async function addResetOfAntd(modules) {
  const packed = await mkdtemp(join(modules, '.pack-'));
  await run('npm', ['pack', 'antd@6.6.8', '--prefer-offline', '--pack-destination', packed]);
  await run('sh', ['-c', `cd "${packed}" && tar -xzf *.tgz package/dist/reset.css`]);
  const reset = join(modules, 'antd/reset.css');
  await mkdir(dirname(reset), { recursive: true });
  await copyFile(join(packed, 'package/dist/reset.css'), reset);
  await rm(packed, { recursive: true });
}

async function run(program, args) {
  const { ok, output } = await runCommand(program, args);
  if (!ok) throw new Error(`${program} ${args.join(' ')} failed:\n${output}`);
}
