import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type BuildOptions, build, type OutputFile, type Plugin } from 'esbuild';
import { benchFolder } from './paths.js';

const REACT = ['react', 'react/*', 'react-dom', 'react-dom/*'];
/** What an application has already: the peers of chat-avatar. */
export const APPLICATION = [...REACT, '@tanstack/react-query'];

/** Imports of the two packages lead to the tarballs under test. */
function packagesIn(folder: string): Plugin {
  return {
    name: 'packages-under-test',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^chat-avatar(-server)?(\/|$)/ }, ({ path, kind, pluginData }) =>
        pluginData === 'resolved'
          ? undefined
          : resolve(path, { kind, resolveDir: folder, pluginData: 'resolved' }),
      );
    },
  };
}

/** A production build by esbuild, as an application does it: bundled and minified. */
async function bundle(packages: string, options: BuildOptions): Promise<OutputFile[]> {
  const result = await build({
    absWorkingDir: benchFolder,
    bundle: true,
    write: false,
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
    jsx: 'automatic',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: 'out',
    // The `paths` of tsconfig.json lead to the sources, not to the packages under test.
    tsconfigRaw: {},
    ...options,
    plugins: [...(options.plugins ?? []), packagesIn(packages)],
  });
  return result.outputFiles ?? [];
}

const textOf = (files: OutputFile[], ending: string) =>
  files
    .filter(({ path }) => path.endsWith(ending))
    .map(({ text }) => text)
    .join('');

export interface PageCode {
  script: string;
  styles: string;
}

/** A page's script with React in it, and the styles that it imports. */
export async function buildPage(
  packages: string,
  page: string,
  { column, plugins = [] }: { column?: string; plugins?: Plugin[] } = {},
): Promise<PageCode> {
  const files = await bundle(packages, {
    entryPoints: [join('pages', page)],
    alias: column === undefined ? {} : { column: join(benchFolder, 'columns', `${column}.tsx`) },
    format: 'iife',
    platform: 'browser',
    plugins,
  });
  return { script: textOf(files, '.js'), styles: textOf(files, '.css') };
}

/** A column as a module for a server. React stays an import, so that all columns of a process share one. */
export async function buildForServer(packages: string, column: string): Promise<string> {
  const files = await bundle(packages, {
    entryPoints: [join('columns', `${column}.tsx`)],
    format: 'cjs',
    platform: 'node',
    external: REACT,
    minify: false,
  });
  return textOf(files, '.js');
}

/** `import()` stays as it is: what it loads is not in the bundle. */
const onDemand: Plugin = {
  name: 'on-demand',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/**
 * What an import adds to an application that has React and TanStack Query.
 *
 * @param code imports names and uses them. To export them instead would take 8 bytes more for `getInitials` (brotli).
 * @returns `first`: what the first paint waits for. `whole`: the same and all files that `import()` loads later.
 */
export async function buildImport(packages: string, code: string): Promise<{ whole: string; first: string }> {
  const options: BuildOptions = {
    stdin: { contents: code, resolveDir: benchFolder, loader: 'tsx' },
    format: 'esm',
    platform: 'browser',
    external: APPLICATION,
    target: 'es2023',
  };
  const whole = await bundle(packages, { ...options, splitting: true });
  const first = await bundle(packages, { ...options, plugins: [onDemand] });
  return { whole: textOf(whole, '.js'), first: textOf(first, '.js') };
}

export async function buildStyles(packages: string, code: string): Promise<string> {
  const files = await bundle(packages, {
    stdin: { contents: code, resolveDir: join(benchFolder, 'columns'), loader: 'css' },
  });
  return textOf(files, '.css');
}

/**
 * A process of its own, as plain JavaScript beside the packages under test: what is measured runs without a loader for
 * TypeScript. Packages stay imports.
 *
 * @returns the path of the module.
 */
export async function buildProcess(packages: string, name: string): Promise<string> {
  const outfile = join(packages, 'processes', `${name}.mjs`);
  await build({
    absWorkingDir: benchFolder,
    entryPoints: [join('processes', `${name}.ts`)],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    tsconfigRaw: {},
    logLevel: 'silent',
  });
  return outfile;
}

const require = createRequire(import.meta.url);

/** The version of a package that is measured. */
export const versionOf = (name: string): string =>
  require(join(benchFolder, 'node_modules', name, 'package.json')).version;
