import { createStorage } from 'unstorage';
import redisDriver from 'unstorage/drivers/redis';

/**
 * The faces of one instance. Each has a prefix of its own: two accounts may see different pictures of one person. Your
 * gateway opens the same one, with the same function.
 *
 * @param {string} instanceId
 * @param {string} [url]  `redis://host:port/db`
 */
export function openStore(instanceId, url = process.env.STORE_URL ?? process.env.REDIS_URL) {
  const driver = redisDriver({ url: url ?? 'redis://127.0.0.1:6379', base: `faces:${instanceId}` });
  // Without a listener ioredis prints each failed attempt; what fails with it says so itself.
  driver.getInstance?.().on('error', () => undefined);
  return createStorage({ driver });
}
