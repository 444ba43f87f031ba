import { existsSync } from 'node:fs';
import { canInstallPackages, installPackages } from './installPackages.js';
import { findOnPath } from './runCommand.js';

/** Path of a redis-server that is already here, or `undefined`: `REDIS_SERVER_PATH`, then the PATH. */
function findRedis() {
  const named = process.env.REDIS_SERVER_PATH;
  return named && existsSync(named) ? named : findOnPath('redis-server');
}

/**
 * Path of a redis-server: one that is here already, or Debian's, installed now.
 *
 * @throws {Error} a sentence that says which command to run.
 */
export async function installRedis() {
  const found = findRedis();
  if (found) return found;

  if (canInstallPackages()) {
    console.log('No redis-server found for the store tests: installing one.');
    if (await installPackages('redis-server')) {
      const installed = findRedis();
      if (installed) return installed;
    }
  }
  throw new Error(
    'The store tests need a Redis server. Run `sudo apt-get install -y redis-server` on Debian, `brew install redis` on ' +
      'macOS, or set REDIS_SERVER_PATH to a redis-server that is here.',
  );
}
