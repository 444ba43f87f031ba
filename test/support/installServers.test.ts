import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { installNginx, installRedis } from './installServers.js';

beforeEach(() => {
  // Neither the programs nor apt-get are here.
  vi.stubEnv('PATH', '/nowhere');
  vi.stubEnv('REDIS_SERVER_PATH', '/nowhere/redis-server');
  vi.stubEnv('NGINX_PATH', '');
});
afterEach(() => vi.unstubAllEnvs());

it('a server that cannot be had fails its tests with a sentence that says how to install it', async () => {
  await expect(installRedis()).rejects.toThrow(
    'The store tests need a Redis server. Run `sudo apt-get install -y redis-server` on Debian, `brew install redis` on macOS, or set REDIS_SERVER_PATH to a redis-server that is here.',
  );
  await expect(installNginx()).rejects.toThrow(
    'The tests of server/docs/deploy/nginx.conf need nginx. Run `sudo apt-get install -y nginx` on Debian, `brew install nginx` on macOS, or set NGINX_PATH to a nginx that is here.',
  );
});

it('a server that a variable names is used', async () => {
  vi.stubEnv('NGINX_PATH', process.execPath);
  expect(await installNginx()).toBe(process.execPath);
});
