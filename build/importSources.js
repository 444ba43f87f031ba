import { resolve } from 'node:path';
import { createServer } from 'vite';
import { publicNames } from './entries.js';

const root = resolve(import.meta.dirname, '..');

/**
 * Imports a module with the sources of both packages instead of their builds. Vite stays open as long as the process runs,
 * because the sources import some of their parts on first use; it does not keep the process alive.
 *
 * @param {string} path  Relative to the repository's root.
 * @returns {Promise<Record<string, any>>} its exports.
 */
export async function importSources(path) {
  const vite = await createServer({
    configFile: false,
    root,
    appType: 'custom',
    logLevel: 'silent',
    resolve: { alias: publicNames },
    server: { middlewareMode: true, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  return vite.ssrLoadModule(resolve(root, path));
}
