import { describeBuild } from './support/describeBuild.js';
import { light } from './support/themePages.js';
import { vite8 } from './support/vite8.js';

/** A minifier that does not know every rule of today, as in builds with gulp. */
const cleanCss = {
  ...vite8('cleanCss'),
  imports: [...vite8('').imports, "import CleanCSS from 'clean-css';"],
  config: `plugins: [react(), {
    name: 'clean-css',
    config: () => ({ build: { cssMinify: false } }),
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.fileName.endsWith('.css')) file.source = new CleanCSS({ level: 2 }).minify(String(file.source)).styles;
      }
    },
  }]`,
};

describeBuild('clean-css', cleanCss, {
  page: { title: 'with all its optimisations', theme: 'light', systems: ['light'], before: [light] },
});
