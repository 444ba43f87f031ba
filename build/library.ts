import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { BuildOptions, Plugin } from 'vite';
import { moduleEntries, stylesheets } from './entries.js';
import { dropSpace, minifyStyles } from './minifyStyles.js';

/**
 * The build of one package: its modules stay separate, so that applications load only what they import, and unminified, so
 * that a stack trace is readable without a source map. Packages that it imports stay imports.
 *
 * @param folder  The absolute path of the package.
 */
export function libraryBuild(folder: string): BuildOptions {
  return {
    target: 'es2023',
    minify: false,
    sourcemap: true,
    outDir: join(folder, 'dist'),
    lib: { entry: moduleEntries(folder), formats: ['es'] },
    rolldownOptions: {
      external: (id) => !id.startsWith('.') && !isAbsolute(id),
      output: {
        preserveModules: true,
        preserveModulesRoot: join(folder, 'src'),
        entryFileNames: '[name].js',
        // The package has its sources beside the build, and the comments of its API in the declarations.
        sourcemapExcludeSources: true,
        comments: { jsdoc: false },
      },
    },
  };
}

/**
 * Builds for production. Otherwise JSX is compiled to `jsxDEV`, which React's production build does not have: a package
 * that is built under another NODE_ENV would fail in applications.
 */
export function buildForProduction(): Plugin {
  return {
    name: 'chat-avatar:production',
    apply: 'build',
    config() {
      process.env.NODE_ENV = 'production';
    },
  };
}

/**
 * Emits the stylesheets of the package at `folder`, minified. Users import them, the JavaScript does not, so the bundler does not find
 * them by itself. Their empty declarations satisfy TypeScript, which also checks imports of styles since version 6. They are CommonJS
 * (`.d.cts`), which both formats may import: under `module: node16` a CommonJS file must not import an ES module.
 */
export function emitStylesheets(folder: string): Plugin {
  return {
    name: 'chat-avatar:styles',
    apply: 'build',
    generateBundle() {
      for (const file of stylesheets(folder)) {
        const source = minifyStyles(readFileSync(join(folder, 'src', file), 'utf8'));
        this.emitFile({ type: 'asset', fileName: file, source });
        this.emitFile({ type: 'asset', fileName: `${file}.d.cts`, source: 'export {};\n' });
      }
    },
  };
}

/** Drops comments and white space from the styles that are a text in the code: 0.4 kB (brotli). */
export function minifyStylesInCode(): Plugin {
  return {
    name: 'chat-avatar:styles-in-code',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/refreshStyles.ts')) return;
      return { code: code.replace(/(?<=REFRESH_STYLES = `)[^`]+/, dropSpace), map: null };
    },
  };
}
