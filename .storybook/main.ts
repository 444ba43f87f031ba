import type { StorybookConfig } from '@storybook/react-vite';
import { mergeConfig } from 'vite';
import { publicNames } from '../test/support/publicNames.js';
import { mswWorker } from './mswWorker.js';

const config: StorybookConfig = {
  framework: {
    name: '@storybook/react-vite',
    // The root's configuration builds the library; Storybook needs none of that.
    options: { builder: { viteConfigPath: '.storybook/vite.config.ts' } },
  },
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.@(ts|tsx)'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (viteConfig) =>
    mergeConfig(viteConfig, { plugins: [mswWorker()], resolve: { alias: publicNames } }),
};

export default config;
