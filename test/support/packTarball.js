import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runCommand } from './runCommand.js';

/**
 * Packs a package as it stands, without building it again. Resolves to the path of the tarball.
 *
 * @param {string} folder  Where the tarball goes; made when it is missing.
 * @param {string} [packageFolder]  The root by default, which is the package `chat-avatar`.
 */
export async function packTarball(folder, packageFolder = root) {
  await mkdir(folder, { recursive: true });
  const args = ['pack', packageFolder, '--ignore-scripts', '--json', '--loglevel=error'];
  const { ok, output } = await runCommand('npm', [...args, '--pack-destination', folder]);
  if (!ok) throw new Error(`npm pack failed:\n${output}`);
  // npm may warn before the JSON when the user's own configuration has an unknown key.
  const [{ filename }] = JSON.parse(output.slice(output.search(/^\[/m)));
  return join(folder, filename);
}
