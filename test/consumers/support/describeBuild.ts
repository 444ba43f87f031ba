import { afterAll, beforeAll, describe } from 'vitest';
import type { HttpServer } from '../../support/startHttpServer.js';
import { type Build, buildPages, type Variant } from './buildPages.js';
import { describePage, type PageToCheck } from './describePage.js';
import { serveFolder } from './serveFolder.js';

export interface VariantToCheck extends Variant, Omit<PageToCheck, 'url'> {
  /** Headers of the page, as a server sends them. */
  headers?: Record<string, string>;
}

/** One build of several pages, and the table of checks on each. */
export function describeBuild(title: string, build: Build, variants: Record<string, VariantToCheck>) {
  describe(title, () => {
    let server: HttpServer;

    beforeAll(async () => {
      const folder = await buildPages(build, variants);
      server = await serveFolder(folder, (path) => variants[path.slice(1, -'.html'.length)]?.headers ?? {});
    });

    afterAll(() => server?.close());

    for (const [name, variant] of Object.entries(variants)) {
      describePage({ ...variant, url: () => `${server.origin}/${name}.html` });
    }
  });
}
