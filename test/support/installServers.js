import { existsSync } from 'node:fs';
import { canInstallPackages, installPackages } from './installPackages.js';
import { findOnPath } from './runCommand.js';

/**
 * @typedef {object} Server
 * @property {string} program
 * @property {string} variable  Names the path of a program that is not on the PATH.
 * @property {string} debian  Its package.
 * @property {string} homebrew
 * @property {string} tests  What needs it, in the plural.
 * @property {string} name  With its article.
 */

/** @type {Server} */
const REDIS = {
  program: 'redis-server',
  variable: 'REDIS_SERVER_PATH',
  debian: 'redis-server',
  homebrew: 'redis',
  tests: 'The store tests',
  name: 'a Redis server',
};

/** @type {Server} */
const NGINX = {
  program: 'nginx',
  variable: 'NGINX_PATH',
  debian: 'nginx',
  homebrew: 'nginx',
  tests: 'The tests of server/docs/deploy/nginx.conf',
  name: 'nginx',
};

/**
 * Path of a redis-server: one that is here already, or Debian's, installed now.
 *
 * @throws {Error} a sentence that says which command to run.
 */
export const installRedis = () => installServer(REDIS);

/** The same for nginx. */
export const installNginx = () => installServer(NGINX);

async function installServer({ program, variable, debian, homebrew, tests, name }) {
  const find = () => {
    const named = process.env[variable];
    return named && existsSync(named) ? named : findOnPath(program);
  };
  const found = find();
  if (found) return found;

  if (canInstallPackages()) {
    console.log(`No ${program} found for the tests: installing one.`);
    if (await installPackages(debian)) {
      const installed = find();
      if (installed) return installed;
    }
  }
  throw new Error(
    `${tests} need ${name}. Run \`sudo apt-get install -y ${debian}\` on Debian, \`brew install ${homebrew}\` on ` +
      `macOS, or set ${variable} to a ${program} that is here.`,
  );
}
