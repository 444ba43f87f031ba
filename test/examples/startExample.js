import { resolve } from 'node:path';
import { createServer } from 'vite';
import { publicNames } from '../../build/entries.js';

// `node examples/<program> …`, with the sources of the packages instead of their builds. Vite stays open as long as the
// process runs, because the sources import some of their parts on first use.
const root = resolve(import.meta.dirname, '../..');
const [program = ''] = process.argv.splice(2, 1);
process.argv[1] = resolve(root, 'examples', program);
const vite = await createServer({
  configFile: false,
  root,
  appType: 'custom',
  logLevel: 'silent',
  resolve: { alias: publicNames },
  server: { middlewareMode: true, watch: null, ws: false },
  optimizeDeps: { noDiscovery: true },
});
await vite.ssrLoadModule(process.argv[1]);
