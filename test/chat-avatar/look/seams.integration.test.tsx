import { ChatAvatar, ChatAvatarGroup } from 'chat-avatar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pixelsOfPage, startPages } from './pages.js';

let pages: Awaited<ReturnType<typeof startPages>>;

beforeAll(async () => {
  pages = await startPages();
});

afterAll(() => pages?.close());

/** Lines through the pieces of the mask, as shares of the height. Those of a circle meet in the middle. */
const SHAPES = [
  { shape: 'square', sizes: [36, 40, 44, 47, 48], lines: [0.04, 0.08, 0.11, 0.5, 0.89, 0.92, 0.96] },
  { shape: 'rounded', sizes: [36, 40, 44, 47, 48], lines: [0.06, 0.12, 0.18, 0.82, 0.88, 0.94] },
  { shape: 'circle', sizes: [45, 48], lines: [0.25, 0.4, 0.46, 0.49, 0.5, 0.51, 0.54, 0.6, 0.75] },
] as const;

describe.each(SHAPES)('a $shape group has no seams', ({ shape, sizes, lines }) => {
  it.each([2, 3].flatMap((scale) => sizes.map((size) => ({ scale, size }))))(
    'at $size px and $scale x',
    async ({ scale, size }) => {
      const page = await pages.open(
        <ChatAvatarGroup shape={shape} size={size}>
          <ChatAvatar chatId="201234567891@c.us" name="A" />
          <ChatAvatar chatId="201234567892@c.us" name="B" />
        </ChatAvatarGroup>,
        {
          deviceScaleFactor: scale,
          css: `body { margin: 0 } [data-chat-avatar] { --chat-avatar-background: blue; --chat-avatar-foreground: blue }
            [data-chat-avatar-item]:last-child { visibility: hidden }`,
        },
      );
      const at = await pixelsOfPage(page);
      await page.close();
      // Along each line the blue ends once, and never pales before.
      for (const y of lines.map((share) => Math.round(share * size * scale))) {
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
