import { addons } from 'storybook/manager-api';
import { create } from 'storybook/theming';

const prefersDark = window.matchMedia('(prefers-color-scheme: dark)').matches;

addons.setConfig({
  theme: create({
    base: prefersDark ? 'dark' : 'light',
    brandTitle: 'chat-avatar',
    brandUrl: './',
    fontBase: 'system-ui, sans-serif',
    fontCode: 'ui-monospace, monospace',
    appBorderRadius: 8,
  }),
});
