import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { library, server } from '../consumer.js';
import { filesIn } from './packageFiles.js';

/** Each file of a tarball matches one of these. */
const COMMON = [
  /^(CHANGELOG\.md|LICENSE|README\.md|package\.json)$/,
  // `dist/cjs/package.json` marks the files beside it as CommonJS.
  /^dist\/(cjs\/package\.json|.+\.(js|js\.map|d\.ts|d\.ts\.map|css|css\.d\.cts))$/,
  /^src\/.+\.(ts|tsx|css)$/,
  /^docs\/.+\.(md|webp)$/,
  /^docs\/deploy\/(Dockerfile|[\w-]+\.(conf|json|service|yaml))$/,
];
const LIBRARY = [
  /^(ARCHITECTURE|CODE_OF_CONDUCT|CONTRIBUTING|SECURITY)\.md$/,
  /^examples\/.+\.(js|ts|tsx|css|svg|html|md|json)$/,
  /^server\/((CHANGELOG|README)\.md|docs\/.+\.md)$/,
  /^server\/docs\/deploy\/(Dockerfile|[\w-]+\.(conf|json|service|yaml))$/,
];
const NEVER = /(^|\/)(node_modules|\.[^/]+)\/|\.test\.|\.tsbuildinfo$|^examples\/[^/]+\/dist\//;

const KILOBYTE = 1000;

describe.each([
  { installed: library, allowed: [...COMMON, ...LIBRARY], limit: 2640 * KILOBYTE },
  { installed: server, allowed: COMMON, limit: 2340 * KILOBYTE },
])('the tarball of $installed.name', ({ installed, allowed, limit }) => {
  const files = filesIn(installed.folder);

  it('has its build, its sources, its documents, and no other file', () => {
    const unexpected = files.filter((file) => NEVER.test(file) || !allowed.some((kind) => kind.test(file)));
    expect(unexpected).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'CHANGELOG.md', 'src/index.ts']));
  });

  it(`is smaller than ${limit / KILOBYTE} kB unpacked, and has no document over 64 kB`, () => {
    const sizes = files.map((file) => ({ file, bytes: statSync(join(installed.folder, file)).size }));
    expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(limit);
    const documents = sizes.filter(({ file }) => !/^(dist|src)\//.test(file));
    expect(documents.filter(({ bytes }) => bytes > 64 * KILOBYTE)).toEqual([]);
  });

  it('declares every module, and leads from each declaration to its source', () => {
    const modules = files.filter((file) => /^dist\/(?!cjs\/).+\.js$/.test(file));
    const declarations = modules.map((file) => file.replace(/\.js$/, '.d.ts'));
    expect(modules.length).toBeGreaterThan(50);
    expect(declarations.filter((file) => !files.includes(file))).toEqual([]);
    const unmapped = files.filter((file) => /\.d\.ts$/.test(file) && !files.includes(`${file}.map`));
    expect(unmapped).toEqual([]);
  });

  // An inferred type would be written out with the attributes of the React that the package is built with.
  it('names the types of React in its declarations, and does not repeat them', () => {
    const declarations = files.filter((file) => file.endsWith('.d.ts'));
    const repeated = declarations.filter((file) =>
      readFileSync(join(installed.folder, file), 'utf8').includes('onVolumeChange'),
    );
    expect(repeated).toEqual([]);
  });
});

describe('the sources in the tarball', () => {
  // Fields that some bundlers prefer to `exports`, and Metro and Parcel to the build.
  it.each([library, server])('are no entry of $name for a bundler', ({ manifest }) => {
    const fields = Object.keys(manifest);
    expect(fields.filter((field) => /^(main|module|browser|react-native|source)$/.test(field))).toEqual([]);
    // For `moduleResolution: node`, which does not read `exports`.
    expect(manifest.types).toBe('./dist/index.d.ts');
    expect(JSON.stringify([manifest.exports, manifest.typesVersions])).not.toMatch(
      /src\/|\.tsx?"(?<!\.d\.ts")/,
    );
  });
});
