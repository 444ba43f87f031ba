import { describeBuild } from './support/describeBuild.js';
import { light } from './support/themePages.js';
import { vite8 } from './support/vite8.js';

/**
 * For browsers without cascade layers. Not for those without logical properties: they become left and right, for pages that are
 * read from left to right.
 */
const presetEnv = {
  ...vite8('presetEnv'),
  imports: [...vite8('').imports, "import presetEnv from 'postcss-preset-env';"],
  config:
    "plugins: [react()], css: { postcss: { plugins: [presetEnv({ stage: 0, browsers: 'chrome 90, safari 15, firefox 90' })] } }",
};

describeBuild('postcss-preset-env', presetEnv, {
  page: { title: 'for old browsers', theme: 'light', systems: ['light'], before: [light] },
});
