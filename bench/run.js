// `npm run bench`: measures the packages of the working tree beside what people use instead and beside floors, and writes
// RESULTS.md and the plots. README.md lists the options. Plain JavaScript, because it runs before anything is installed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../test/support/runCommand.js';

const folder = import.meta.dirname;
/** The lock file that was installed last. */
const installed = join(folder, 'node_modules/.installed-lock.json');

async function installPeers() {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return;
  console.log('Installing the components that are measured beside chat-avatar (about 500 MB) …');
  const { ok } = await runCommand('npm', ['ci', '--prefix', folder], { live: true });
  if (!ok) throw new Error('`npm ci` failed in bench/. Its output above says why.');
  writeFileSync(installed, lock);
}

await installPeers();
const { tsImport } = await import('tsx/esm/api');
const { main } = await tsImport('./main.ts', import.meta.url);
await main(process.argv.slice(2));
