import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { chromiumLaunchOptions } from './test/support/chromium.js';

const root = import.meta.dirname;
const react18 = resolve(root, 'test/react-18/node_modules');

/** Tests import the package by its public names, exactly as a user would. */
const publicNames = {
  'chat-avatar/styles.css': resolve(root, 'src/avatar/styles.css'),
  'chat-avatar/wawp': resolve(root, 'src/wawp/index.ts'),
  'chat-avatar/gateway': resolve(root, 'src/gateway/index.ts'),
  'chat-avatar/enricher': resolve(root, 'src/enricher/index.ts'),
  'chat-avatar/testing': resolve(root, 'src/emulator/index.ts'),
  'chat-avatar': resolve(root, 'src/index.ts'),
};

/** The stylesheet is imported by the user, never by the JavaScript, so the bundler has to be told of it. */
function emitStylesheet(): Plugin {
  return {
    name: 'chat-avatar:styles',
    apply: 'build',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'styles.css',
        source: readFileSync(resolve(root, 'src/avatar/styles.css')),
      });
    },
  };
}

const chromium = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: chromiumLaunchOptions() }),
  instances: [{ browser: 'chromium' as const }],
});

export default defineConfig({
  plugins: [react(), emitStylesheet()],
  build: {
    target: 'es2023',
    minify: false,
    sourcemap: true,
    lib: {
      entry: {
        index: 'src/index.ts',
        'index.server': 'src/index.server.ts',
        'wawp/index': 'src/wawp/index.ts',
        'gateway/index': 'src/gateway/index.ts',
        'emulator/index': 'src/emulator/index.ts',
        'cli/main': 'src/cli/main.ts',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: (id) => !id.startsWith('.') && !isAbsolute(id),
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
    },
  },
  test: {
    projects: [
      {
        resolve: { alias: publicNames },
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/**/*.browser.test.{ts,tsx}', '**/node_modules/**'],
          typecheck: { enabled: false },
          testTimeout: 30_000,
        },
      },
      {
        plugins: [react()],
        resolve: { alias: publicNames },
        test: { name: 'chromium', include: ['test/**/*.browser.test.{ts,tsx}'], browser: chromium() },
      },
      {
        plugins: [react()],
        resolve: {
          alias: {
            ...publicNames,
            react: resolve(react18, 'react'),
            'react-dom': resolve(react18, 'react-dom'),
          },
        },
        cacheDir: 'node_modules/.vite-react-18',
        test: {
          name: 'chromium, React 18',
          include: ['test/**/*.browser.test.{ts,tsx}'],
          browser: chromium(),
        },
      },
      {
        plugins: [storybookTest({ configDir: resolve(root, '.storybook') })],
        test: { name: 'storybook', browser: chromium() },
      },
    ],
  },
});
