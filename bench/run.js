// `npm run bench`: how fast the gateway is, beside what nothing could be faster than.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const root = resolve(import.meta.dirname, '..');
const { module } = await runnerImport(resolve(root, 'bench/gatewayImages.ts'), {
  configFile: false,
  root,
  logLevel: 'silent',
});
process.exitCode = await module.gatewayImages();
