// Runs before `npm publish` of either package (`prepublishOnly`), and stops it while something is missing that cannot be
// corrected after a version is public.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders, readManifest } from './entries.js';

const [root = ''] = packageFolders;
const manifests = packageFolders.map(readManifest);

/** npm refuses provenance without a repository, and users need a place to report a fault. */
function missingAddresses() {
  const fields = ['repository', 'homepage', 'bugs'];
  const missing = manifests.flatMap((manifest) =>
    fields.filter((field) => !manifest[field]).map((field) => `${manifest.name} has no "${field}"`),
  );
  const hint = '"npm run release:repository https://github.com/OWNER/NAME" fills in all of them';
  return missing.length > 0 ? [...missing, hint] : [];
}

function differentVersions() {
  const versions = new Set(manifests.map(({ version }) => version));
  return versions.size === 1 ? [] : [`the packages have different versions: ${[...versions].join(', ')}`];
}

function unreleasedChangesets() {
  const names = readdirSync(join(root, '.changeset')).filter((name) => /(?<!README)\.md$/.test(name));
  return names.map((name) => `.changeset/${name} is not in a changelog: run "npm run release:version"`);
}

function otherTag() {
  const { GITHUB_REF_TYPE: type, GITHUB_REF_NAME: tag } = process.env;
  const [{ version }] = manifests;
  if (type !== 'tag' || tag === `v${version}`) return [];
  return [`the tag is ${tag} and the version ${version}`];
}

const problems = [missingAddresses, differentVersions, unreleasedChangesets, otherTag].flatMap((check) =>
  check(),
);

if (problems.length > 0) {
  console.error(`Not ready to publish:\n  ${problems.join('\n  ')}`);
  process.exitCode = 1;
}
