import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { commonjsEntries } from './build/entries.js';

process.env.NODE_ENV = 'production';

/** Tells Node and TypeScript that the files beside it are CommonJS, in a package whose files are ES modules. */
function emitManifest(): Plugin {
  return {
    name: 'chat-avatar:commonjs',
    generateBundle() {
      const source = '{ "type": "commonjs", "sideEffects": false }\n';
      this.emitFile({ type: 'asset', fileName: 'package.json', source });
    },
  };
}

/**
 * The package once more as CommonJS, for Jest and for servers that `require`. TanStack Query has both formats as well, each
 * with a React context of its own: an application that requires one has to get the other in the same format.
 */
export default defineConfig({
  plugins: [react(), emitManifest()],
  build: {
    // Next.js compiles a package in `transpilePackages` for older browsers, and would import helpers for private fields as ES modules.
    target: 'es2021',
    minify: false,
    sourcemap: true,
    outDir: 'dist/cjs',
    lib: {
      entry: commonjsEntries(import.meta.dirname),
      formats: ['cjs'],
    },
    rolldownOptions: {
      external: /^(react|@tanstack|clsx)/,
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        // The package has its sources beside the build.
        sourcemapExcludeSources: true,
      },
    },
  },
});
