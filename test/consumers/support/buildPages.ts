import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { run } from './run.js';
import { widePicture } from './widePicture.js';

/** One page of a single-page application. */
export interface Variant {
  /** The attributes of `<html>`. */
  html?: string;
  /** The class of the element that the application is in. */
  wrapper?: string;
  /** Stylesheets, or lines of CSS, imported before and after ours. */
  before?: readonly string[];
  after?: readonly string[];
  /** The module that mounts the specimen. @default '../pages/mount' */
  mount?: string;
}

/** How an application is built; the defaults of the bundler apply to all that is not here. */
export interface Build {
  name: string;
  /** The package of Vite. */
  vite?: 'vite' | 'vite7';
  /** Lines of the configuration. */
  imports?: string[];
  config?: string;
}

/**
 * Builds pages for production, all by one `vite build`.
 *
 * @returns the folder with a `<name>.html` for each.
 */
export async function buildPages(build: Build, variants: Record<string, Variant>): Promise<string> {
  const { name, vite = 'vite', imports = [], config = '' } = build;
  const folder = join(inject('consumers'), name);
  await mkdir(join(folder, 'public'), { recursive: true });
  await writeFile(join(folder, 'public/picture.png'), widePicture());
  for (const [page, variant] of Object.entries(variants)) await writePage(folder, page, variant);
  const pages = Object.keys(variants).map((page) => `${page}.html`);
  const lines = [
    `import { defineConfig } from '${vite}';`,
    ...imports,
    `export default defineConfig({ build: { rollupOptions: { input: ${JSON.stringify(pages)} } }, ${config} });`,
  ];
  await writeFile(join(folder, 'vite.config.js'), lines.join('\n'));
  const program = join(inject('consumers'), '../node_modules', vite, 'bin/vite.js');
  await run(process.execPath, [program, 'build', '--logLevel', 'warn'], folder);
  return join(folder, 'dist');
}

async function writePage(folder: string, page: string, variant: Variant) {
  const { html = '', wrapper = '', before = [], after = [], mount = '../pages/mount' } = variant;
  const styles = [...before, 'chat-avatar/styles.css', '../pages/specimen.css', ...after];
  const imports = await Promise.all(
    styles.map(async (style, index) => {
      if (!style.includes('{') && !style.startsWith('@')) return `import '${style}';`;
      await writeFile(join(folder, `${page}-${index}.css`), style);
      return `import './${page}-${index}.css';`;
    }),
  );
  await writeFile(
    join(folder, `${page}.html`),
    `<!doctype html><html lang="en" ${html}><head><meta charset="utf-8"><title>${page}</title>` +
      `<link rel="icon" href="/picture.png"></head><body><div id="root" class="${wrapper}"></div>` +
      `<script type="module" src="./${page}.js"></script></body></html>`,
  );
  await writeFile(
    join(folder, `${page}.js`),
    [...imports, `import { mount } from '${mount}';`, 'mount();'].join('\n'),
  );
}
