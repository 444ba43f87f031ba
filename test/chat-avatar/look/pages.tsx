import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ChatPictureProvider, chatPictureOptions } from 'chat-avatar';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { PNG } from 'pngjs';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { launchChromium } from '../../support/launchChromium.js';
import { buildStyles } from '../../support/productionStyles.js';
import { stubSource } from '../../support/sources.js';

export const GHOST = '201234567899@c.us';

/** Opens pages as a server renders them, with the stylesheet of a production build; `css` is the page's own. */
export async function startPages() {
  const [browser, styles]: [Browser, string] = await Promise.all([launchChromium(), buildStyles()]);
  return {
    close: () => browser.close(),
    async open(
      children: ReactElement,
      { css = '', ...options }: BrowserContextOptions & { css?: string } = {},
    ): Promise<Page> {
      const client = new QueryClient();
      const source = stubSource(() => ({ status: 'restricted' }));
      await client.prefetchQuery(chatPictureOptions(source, GHOST));
      const html = renderToString(
        <QueryClientProvider client={client}>
          <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
        </QueryClientProvider>,
      );
      const page = await browser.newPage({ viewport: { width: 700, height: 400 }, ...options });
      await page.setContent(`<!doctype html><style>${styles}</style><style>${css}</style>${html}`);
      return page;
    },
  };
}

export type At = (x: number, y: number) => string;

/** The colour of the page at a point, in device pixels, as `rgb(…)`. */
export async function pixelsOfPage(page: Page): Promise<At> {
  const { width, data } = PNG.sync.read(await page.screenshot());
  return (x, y) => {
    const from = 4 * (Math.round(y) * width + Math.round(x));
    return `rgb(${data[from]}, ${data[from + 1]}, ${data[from + 2]})`;
  };
}
