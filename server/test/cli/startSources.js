import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import { publicNames } from '../../../build/entries.js';

// The sources of the command line, without a build.
const root = resolve(import.meta.dirname, '../..');
await runnerImport(resolve(root, 'src/cli/main.ts'), {
  configFile: false,
  root,
  logLevel: 'silent',
  resolve: { alias: publicNames },
});
