import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import type { BrowserContextOptions } from 'playwright';
import { defineConfig } from 'vitest/config';
import { publicNames } from './build/entries.js';
import { buildForProduction, emitStylesheets, libraryBuild, minifyStylesInCode } from './build/library.js';
import { chromiumLaunchOptions, SAME_PIXELS } from './test/support/chromium.js';
import { GroupByEnvironment } from './test/support/groupByEnvironment.js';
import { imageHost } from './test/support/imageHostPlugin.js';
import { productionStyles } from './test/support/productionStyles.js';
import { meanColors } from './test/support/screenshots/meanColors.js';

const root = import.meta.dirname;
const react18 = resolve(root, 'test/react-18/node_modules');

/** What the stylesheet paints, and code without React: the same with every version of it, so that one version is enough. */
const INDEPENDENT_OF_REACT = [
  'test/avatar/letters/**/*.browser.test.tsx',
  'test/chat-avatar/look/!(translation).browser.test.tsx',
  'test/chat-avatar/refresh/{bubblePlace,glyphs,overlay}.browser.test.tsx',
  'test/{emulator,gateway-client}/**/*.browser.test.{ts,tsx}',
];

/** The tests of the gateway, of images, of the store and of the enricher, which leave nothing behind in their process. */
const SERVER_IN_PROCESS = 'server/test/{gateway,images,store,enricher}/**/*.integration.test.ts';

/**
 * What browser tests import, bundled before the first test. A package that Vite only met during the run would make it
 * bundle again and reload the page under a running test.
 */
const browserDependencies = [
  'react',
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  'react-dom',
  'react-dom/client',
  'react-dom/server',
  '@tanstack/react-query',
  '@tanstack/react-query-persist-client',
  '@tanstack/query-async-storage-persister',
  '@testing-library/react',
  '@testing-library/user-event',
  'axe-core',
  'clsx',
  'culori',
  'fast-check',
  'fast-png',
  'msw',
  'msw/browser',
];

/** What is larger than its window the runner scales down, and a pixel of it is no pixel any more. */
const viewport = { width: 1400, height: 1800 };

const chromium = (contextOptions?: BrowserContextOptions, args: string[] = []) => {
  const launchOptions = chromiumLaunchOptions();
  return playwright({
    launchOptions: { ...launchOptions, args: [...launchOptions.args, ...args] },
    contextOptions: { viewport, ...contextOptions },
  });
};

interface Instance {
  name: string;
  contextOptions?: BrowserContextOptions;
  include?: string[];
  exclude?: string[];
}

/** Each instance is a page, which runs all tests of its project unless it names some. `args` are for Chromium. */
const inChromium = (instances: Instance[], args?: string[]) => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  // One page for each instance: `groupOrder` says which instances run side by side.
  fileParallelism: false,
  provider: chromium(),
  instances: instances.map(({ contextOptions, ...instance }) => ({
    ...instance,
    browser: 'chromium' as const,
    provider: chromium(contextOptions, args),
  })),
});

/**
 * Limits for what hangs, in ms. The event ends each wait, so that only a failing test takes this long. They are generous, because a
 * slow machine that does other work as well takes many times as long as a quiet one.
 */
const LIMITS = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 90_000 } } };

export default defineConfig({
  plugins: [buildForProduction(), minifyStylesInCode(), react(), emitStylesheets(root)],
  build: libraryBuild(root),
  test: {
    // What passing tests log, such as the warnings that they provoke, would hide the failures of others.
    silent: 'passed-only',
    // Most tests of Node wait for a process or a page: one worker more than cores keeps the cores busy.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: GroupByEnvironment },
    // Three groups, one after another (`groupOrder`): Node, then two browsers, then three browsers with stories.
    projects: [
      {
        // Pure: no server, no process, no browser, no build. `npm run test:unit` runs them in seconds.
        resolve: { alias: publicNames },
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{test,server/test}/**/*.test.{ts,tsx}'],
          exclude: [
            '**/*.{browser,integration}.test.{ts,tsx}',
            'test/{package,consumers}/**',
            '**/node_modules/**',
          ],
          setupFiles: 'test/support/freshModules.ts',
          isolate: false,
          ...LIMITS,
          unstubEnvs: true,
          unstubGlobals: true,
        },
      },
      {
        // HTTP, Redis, S3, processes, builds of the examples and of Storybook.
        resolve: { alias: publicNames },
        test: {
          name: 'integration',
          environment: 'node',
          include: ['{test,server/test}/**/*.integration.test.{ts,tsx}'],
          exclude: [SERVER_IN_PROCESS, '**/node_modules/**'],
          globalSetup: ['server/test/cli/buildCli.ts', 'test/examples/buildDashboard.ts'],
          ...LIMITS,
        },
      },
      {
        // The same without commands and pages, so that the files can share processes.
        resolve: { alias: publicNames },
        test: {
          name: 'integration, server',
          environment: 'node',
          include: [SERVER_IN_PROCESS],
          globalSetup: 'server/test/cli/buildCli.ts',
          setupFiles: 'test/support/freshModules.ts',
          // A process for each file would take 1.7 s of CPU more: Node, Vitest and the packages that the file imports.
          isolate: false,
          ...LIMITS,
        },
      },
      {
        // What users install: no aliases here, the packed tarball in a project of its own.
        test: {
          name: 'package',
          environment: 'node',
          include: ['test/package/**/*.test.ts'],
          globalSetup: 'test/package/installTarball.ts',
          ...LIMITS,
        },
      },
      {
        // Fresh projects with the packed packages, built for production. The aliases serve the expectations alone.
        resolve: { alias: publicNames },
        test: {
          name: 'consumers',
          environment: 'node',
          include: ['test/consumers/**/*.test.ts'],
          exclude: ['test/consumers/{types,unit}/**'],
          globalSetup: 'test/consumers/setUp.ts',
          ...LIMITS,
        },
      },
      {
        // The packed packages under users' compilers and test runners.
        test: {
          name: 'consumers, tools',
          environment: 'node',
          include: ['test/consumers/{types,unit}/*.test.ts'],
          globalSetup: 'test/consumers/support/setUpTools.ts',
          ...LIMITS,
        },
      },
      {
        plugins: [react(), productionStyles(), imageHost()],
        resolve: { alias: publicNames, dedupe: ['react', 'react-dom'] },
        optimizeDeps: { include: browserDependencies },
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.{ts,tsx}'],
          setupFiles: ['test/support/waitLonger.ts', 'test/support/movePointerAway.ts'],
          ...LIMITS,
          env: { REACT_MAJOR: '19' },
          sequence: { groupOrder: 1 },
          // Two pages, because the other project of this group has half as many tests.
          browser: inChromium([
            { name: 'chromium', exclude: [...INDEPENDENT_OF_REACT, '**/node_modules/**'] },
            { name: 'chromium, look', include: INDEPENDENT_OF_REACT },
          ]),
        },
      },
      {
        plugins: [react(), productionStyles(), imageHost()],
        resolve: {
          alias: {
            ...publicNames,
            'react-dom': resolve(react18, 'react-dom'),
            react: resolve(react18, 'react'),
          },
        },
        optimizeDeps: { include: browserDependencies },
        cacheDir: 'node_modules/.vite-react-18',
        test: {
          name: 'browser, React 18',
          include: ['test/**/*.browser.test.{ts,tsx}'],
          exclude: [...INDEPENDENT_OF_REACT, '**/node_modules/**'],
          setupFiles: ['test/support/waitLonger.ts', 'test/support/movePointerAway.ts'],
          ...LIMITS,
          env: { REACT_MAJOR: '18' },
          sequence: { groupOrder: 1 },
          browser: inChromium([{ name: 'chromium, React 18' }]),
        },
      },
      {
        plugins: [react(), storybookTest({ configDir: resolve(root, '.storybook') })],
        optimizeDeps: { include: browserDependencies },
        test: {
          name: 'stories',
          // A list: a single path would be loaded a second time by Storybook's plugin, and each of its hooks would run twice.
          setupFiles: ['.storybook/vitest.setup.ts'],
          // Storybook and its preview load once for all files: the preview resets the emulator, and a story has its own cache.
          isolate: false,
          ...LIMITS,
          sequence: { groupOrder: 2 },
          // The browser's own media emulation, so that every story is rendered and checked by axe as people see it.
          browser: {
            ...inChromium(
              [
                { name: 'stories, light', contextOptions: { colorScheme: 'light' } },
                { name: 'stories, dark', contextOptions: { colorScheme: 'dark' } },
                { name: 'stories, forced colours', contextOptions: { forcedColors: 'active' } },
              ],
              SAME_PIXELS,
            ),
            expect: {
              ...LIMITS.expect,
              toMatchScreenshot: {
                comparatorName: 'meanColors',
                comparators: { meanColors },
                resolveScreenshotPath: ({ arg, ext }) => resolve(root, `stories/screenshots/${arg}${ext}`),
              },
            },
          },
        },
      },
    ],
  },
});
