import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import { publicNames } from '../support/publicNames.js';

// `node examples/<program> …`, with the sources of the library instead of its build.
const root = resolve(import.meta.dirname, '../..');
const [program = ''] = process.argv.splice(2, 1);
process.argv[1] = resolve(root, 'examples', program);
await runnerImport(process.argv[1], {
  configFile: false,
  root,
  logLevel: 'silent',
  resolve: { alias: publicNames },
});
