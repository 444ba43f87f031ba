import { defineConfig } from 'vite';
import { buildForProduction, libraryBuild } from '../build/library.js';

export default defineConfig({
  plugins: [buildForProduction()],
  build: libraryBuild(import.meta.dirname),
});
