import { resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** Builds what the browser loads. @returns {Promise<string>} the folder it is in */
export async function buildPages(outDir = resolve(root, 'dist')) {
  // Under another one, React's development build would be bundled, or half of it.
  process.env.NODE_ENV = 'production';
  await build({
    root,
    configFile: resolve(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  });
  return outDir;
}
