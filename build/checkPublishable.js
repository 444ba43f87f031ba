// Runs before `npm publish` of either package (`prepublishOnly`). npm refuses provenance without a repository, and a package
// without an address gives its users no place to report a fault, so publishing stops until the fields are filled in.
import { packageFolders, readManifest } from './entries.js';

const REQUIRED = ['repository', 'homepage', 'bugs'];

const missing = packageFolders.flatMap((folder) => {
  const manifest = readManifest(folder);
  return REQUIRED.filter((field) => !manifest[field]).map((field) => `${manifest.name}: ${field}`);
});

if (missing.length > 0) {
  console.error(`Not ready to publish. Fill in these fields of package.json:\n  ${missing.join('\n  ')}`);
  process.exitCode = 1;
}
