import { describeBuild } from './support/describeBuild.js';
import { themePages } from './support/themePages.js';
import { vite8 } from './support/vite8.js';

describeBuild('Vite 8', vite8('themes'), themePages);
