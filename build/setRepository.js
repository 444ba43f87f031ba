// Writes the address of the repository into the manifests of both packages: node build/setRepository.js <url>
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageFolders, readManifest } from './entries.js';

const [root = ''] = packageFolders;

/** @param {string} address @param {string} directory  Of the package in the repository; empty for the root. */
function addressesOf(address, directory) {
  return {
    homepage: directory ? `${address}/tree/main/${directory}#readme` : `${address}#readme`,
    bugs: `${address}/issues`,
    repository: { type: 'git', url: `git+${address}.git`, ...(directory && { directory }) },
  };
}

/** The addresses stand behind the licence, as in most manifests. */
function withAddresses(manifest, addresses) {
  const others = Object.entries(manifest).filter(([field]) => !(field in addresses));
  const end = others.findIndex(([field]) => field === 'license') + 1;
  return Object.fromEntries(others.toSpliced(end, 0, ...Object.entries(addresses)));
}

const [address = ''] = process.argv.slice(2).map((text) => text.replace(/(\.git)?\/?$/, ''));

if (/^https:\/\/[^/\s]+\/[^/\s]+\/\S+$/.test(address)) {
  for (const folder of packageFolders) {
    const manifest = withAddresses(readManifest(folder), addressesOf(address, relative(root, folder)));
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  }
} else {
  console.error('Give the address of the repository, as in: https://github.com/OWNER/NAME');
  process.exitCode = 1;
}
