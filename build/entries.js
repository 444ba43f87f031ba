// The entries of both packages, derived from the `exports` and `bin` of their manifests. The builds, the aliases of tests and
// stories, and knip read them here; a test compares the `paths` of tsconfig.json with them.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** The folders of the packages that are published, in the order of their builds. */
export const packageFolders = [root, join(root, 'server')];

/** The private workspace whose drawings stories, the dashboard and some tests give to the emulator. */
export const facesFolder = join(root, 'examples/faces');

/** The packages, and that workspace. */
export const sourceFolders = [...packageFolders, facesFolder];

/** @param {string} folder */
export const readManifest = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/**
 * Every file of `dist` that a manifest names for users to import or run, with the export it stands for (none for a command).
 *
 * @param {string} folder
 * @returns {{ name?: string, condition?: string, file: string }[]}
 */
function publishedFiles(folder) {
  const { name, exports, bin } = readManifest(folder);
  const entries = Object.entries(exports)
    .filter(([, target]) => typeof target === 'object')
    .flatMap(([path, conditions]) =>
      Object.entries(conditions)
        .filter(([condition]) => condition !== 'types')
        .map(([condition, file]) => ({ name: `${name}${path.slice(1)}`, condition, file })),
    )
    .flatMap((entry) => expand(folder, entry));
  return [...entries, ...Object.values(bin ?? {}).map((file) => ({ file }))];
}

/** An export with a `*` stands for every module of the folder, such as `./labels/*`. */
function expand(folder, { name, condition, file }) {
  if (!file.includes('*')) return [{ name, condition, file }];
  const modules = readdirSync(join(folder, dirname(sourceOf(file)))).map((module) => basename(module, '.ts'));
  return modules.map((module) => ({
    name: name.replace('*', module),
    condition,
    file: file.replace('*', module),
  }));
}

/** Where builds go: ES modules, and CommonJS below them. */
const DIST = /^\.\/dist\/(cjs\/)?/;

/** `./dist/wawp/index.js` is built from `src/wawp/index.ts`; a stylesheet is copied from the same place. */
const sourceOf = (file) => file.replace(DIST, 'src/').replace(/\.js$/, '.ts');

/**
 * The modules that a package's build starts from: name in `dist` without its ending → absolute path of the source.
 *
 * @param {string} folder
 * @returns {Record<string, string>}
 */
export function moduleEntries(folder) {
  return entriesOf(folder, ({ condition, file }) => condition !== 'require' && file.endsWith('.js'));
}

/**
 * The modules that a package's CommonJS build starts from: name in `dist/cjs` without its ending → absolute path of the source.
 *
 * @param {string} folder
 */
export function commonjsEntries(folder) {
  return entriesOf(folder, ({ condition }) => condition === 'require');
}

/** @returns {Record<string, string>} */
function entriesOf(folder, isWanted) {
  const files = publishedFiles(folder).filter(isWanted);
  return Object.fromEntries(
    files.map(({ file }) => [file.replace(DIST, '').replace(/\.js$/, ''), join(folder, sourceOf(file))]),
  );
}

/**
 * The stylesheets of a package, relative to its `src` and to its `dist`.
 *
 * @param {string} folder
 */
export function stylesheets(folder) {
  const styles = publishedFiles(folder).filter(({ file }) => file.endsWith('.css'));
  return styles.map(({ file }) => file.replace(DIST, ''));
}

/**
 * Public name → absolute path of the source, for aliases: tests, stories and examples import the packages as a user does
 * and get the sources. Longer names come first, because the first match wins.
 *
 * @type {Record<string, string>}
 */
export const publicNames = Object.fromEntries(
  sourceFolders
    .flatMap((folder) =>
      publishedFiles(folder)
        .filter(({ condition }) => condition === 'default')
        .map(({ name = '', file }) => [name, join(folder, sourceOf(file))]),
    )
    .sort(([a = ''], [b = '']) => b.length - a.length),
);
