// The two servers that are measured, in a process of their own, so that who asks costs them nothing.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import { publicNames } from '../build/entries.js';

const root = resolve(import.meta.dirname, '..');
const { module } = await runnerImport(resolve(root, 'bench/imageServers.ts'), {
  configFile: false,
  root,
  logLevel: 'silent',
  resolve: { alias: publicNames },
});
process.send?.(await module.startImageServers());
