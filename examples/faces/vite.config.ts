import { defineConfig } from 'vite';
import { libraryBuild } from '../../build/library.js';

export default defineConfig({ build: libraryBuild(import.meta.dirname) });
