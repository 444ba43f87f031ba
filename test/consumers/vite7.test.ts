import { describeBuild } from './support/describeBuild.js';
import { themePages } from './support/themePages.js';

const { plain, both, darkTheme } = themePages;

describeBuild(
  'Vite 7',
  { name: 'vite7', vite: 'vite7', config: "esbuild: { jsx: 'automatic' }" },
  { plain, both, darkTheme },
);
