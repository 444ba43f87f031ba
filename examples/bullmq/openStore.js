import { openStore as openPlace } from 'chat-avatar-server';

const DEFAULT_URL = 'redis://127.0.0.1:6379';

/**
 * Opens the store of one instance. Each instance has its own prefix, because two accounts may see different pictures of one
 * person. Use the same function in your gateway.
 *
 * @param {string} instanceId
 * @param {string} [url]  `redis://host:port/db`
 */
export function openStore(instanceId, url = process.env.STORE_URL ?? process.env.REDIS_URL ?? DEFAULT_URL) {
  return openPlace(`${url}?prefix=faces:${instanceId}`);
}
