import { findOnPath, runCommand } from './runCommand.js';

/** Debian and its children, and allowed to install: the one case in which a test run may add to the system. */
export function canInstallPackages() {
  return process.getuid?.() === 0 && findOnPath('apt-get') !== undefined;
}

/** Installs Debian packages with apt-get. Answers whether that worked; its output is shown as it comes. */
export async function installPackages(...names) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runCommand('apt-get', ['update', '-qq'], { live: true, env });
  if (!update.ok) return false;
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...names];
  return (await runCommand('apt-get', args, { live: true, env })).ok;
}
