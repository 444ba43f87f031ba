import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ChatAvatar, ChatAvatarGroup, ChatPictureProvider, chatPictureOptions } from 'chat-avatar';
import { wcagContrast } from 'culori';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright';
import { PNG } from 'pngjs';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumLaunchOptions } from '../../support/chromium.js';
import { buildStyles } from '../../support/productionStyles.js';
import { stubSource } from '../../support/sources.js';

let browser: Browser;
let styles: string;

beforeAll(async () => {
  [browser, styles] = await Promise.all([chromium.launch(chromiumLaunchOptions()), buildStyles()]);
});

afterAll(() => browser?.close());

const GHOST = '201234567899@c.us';

/** A page as a server renders it; `css` stands behind the avatars' own sheet. */
async function open(
  children: ReactElement,
  { css = '', ...options }: BrowserContextOptions & { css?: string } = {},
) {
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
}

type At = (x: number, y: number) => string;

const reader =
  ({ width, data }: PNG): At =>
  (x, y) => {
    const from = 4 * (Math.round(y) * width + Math.round(x));
    return `rgb(${data[from]}, ${data[from + 1]}, ${data[from + 2]})`;
  };

describe('a rounded group has no seams', () => {
  it.each([2, 3].flatMap((scale) => [36, 40, 44, 47, 48].map((size) => ({ scale, size }))))(
    'at $size px and $scale x',
    async ({ scale, size }) => {
      const page = await open(
        <ChatAvatarGroup shape="rounded" size={size}>
          <ChatAvatar chatId="201234567891@c.us" name="A" />
          <ChatAvatar chatId="201234567892@c.us" name="B" />
        </ChatAvatarGroup>,
        {
          deviceScaleFactor: scale,
          css: `body { margin: 0 } [data-chat-avatar] { --chat-avatar-background: blue; --chat-avatar-foreground: blue }
            [data-chat-avatar-item]:last-child { visibility: hidden }`,
        },
      );
      const at = reader(PNG.sync.read(await page.screenshot()));
      await page.close();
      // Along lines through the upper corner piece and the lower one, the blue ends once, and never pales before.
      for (const y of [0.06, 0.12, 0.18, 0.82, 0.88, 0.94].map((share) => Math.round(share * size * scale))) {
        const line = Array.from({ length: size * scale }, (_, x) => at(x, y));
        const blue = line.map((color) => color === 'rgb(0, 0, 255)');
        const first = blue.indexOf(true);
        const broken = line
          .slice(first, blue.lastIndexOf(true))
          .map((color, x) => [x + first, color])
          .filter(([, color]) => color !== 'rgb(0, 0, 255)');
        expect(broken, `row ${y}`).toEqual([]);
      }
    },
  );
});

describe('on paper, printed from a dark page without backgrounds', () => {
  /** What a print leaves out, left out: backgrounds. Chromium does so for paper alone, and paper has no pixels to read. */
  const withoutBackgrounds =
    '@media print { *, ::before { background: none !important; box-shadow: none !important } }';

  async function print(children: ReactElement) {
    const css = `body { margin: 0; padding: 20px } ${withoutBackgrounds}`;
    const page = await open(<div className="dark">{children}</div>, { css });
    await page.emulateMedia({ media: 'print' });
    const boxes = await page.evaluate(() =>
      [
        ...document.querySelectorAll('[data-chat-avatar], [data-chat-avatar-rest], [data-chat-avatar-lock]'),
      ].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height };
      }),
    );
    const at = reader(PNG.sync.read(await page.screenshot()));
    const refresh = await page
      .locator('[data-chat-avatar-refresh]')
      .first()
      .isVisible()
      .catch(() => false);
    await page.close();
    return { at, boxes, refresh };
  }

  const best = (at: At, box: { x: number; y: number; width: number; height: number }) => {
    let contrast = 1;
    for (let y = box.y + box.height / 4; y < box.y + (box.height * 3) / 4; y += 1) {
      for (let x = box.x + box.width / 4; x < box.x + (box.width * 3) / 4; x += 1) {
        contrast = Math.max(contrast, wcagContrast(at(x, y), 'white'));
      }
    }
    return contrast;
  };

  it.each<[what: string, children: ReactElement]>([
    ['letters', <ChatAvatar key="a" chatId="201234567891@c.us" name="John Doe" size={80} refreshable />],
    ['a glyph', <ChatAvatar key="a" chatId="201234567891@c.us" size={80} />],
    ['a lock', <ChatAvatar key="a" chatId={GHOST} size={120} restrictedBadge />],
    [
      'a group and its "+N"',
      <ChatAvatarGroup key="a" size={64} total={9}>
        <ChatAvatar chatId="201234567891@c.us" name="Ada" />
        <ChatAvatar chatId="201234567892@c.us" name="Bo" />
      </ChatAvatarGroup>,
    ],
  ])('%s can be read, and has an outline', async (_, children) => {
    const { at, boxes, refresh } = await print(children);
    expect(boxes.length).toBeGreaterThan(0);
    expect(refresh).toBe(false);
    for (const box of boxes) {
      expect(best(at, box)).toBeGreaterThanOrEqual(4.5);
      const edges = [at(box.x, box.y + box.height / 2), at(box.x + box.width / 2, box.y)];
      for (const edge of edges) expect(wcagContrast(edge, 'white')).toBeGreaterThanOrEqual(3);
    }
  });

  it('a PDF of it is made', async () => {
    const page = await open(<ChatAvatar chatId={GHOST} />, {});
    expect((await page.pdf()).subarray(0, 4).toString()).toBe('%PDF');
    await page.close();
  });
});
