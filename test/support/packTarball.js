import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './runCommand.js';

/**
 * Packs the package as it stands, without building it again, and answers the path of the tarball.
 *
 * @param {string} folder  Where the tarball goes; made when it is missing.
 */
export async function packTarball(folder) {
  await mkdir(folder, { recursive: true });
  const args = ['pack', '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', folder];
  const { ok, output } = await runCommand('npm', args);
  if (!ok) throw new Error(`npm pack failed:\n${output}`);
  // npm may warn before the JSON when the user's own configuration has an unknown key.
  const [{ filename }] = JSON.parse(output.slice(output.search(/^\[/m)));
  return join(folder, filename);
}
