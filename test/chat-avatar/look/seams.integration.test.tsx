import { ChatAvatar, ChatAvatarGroup } from 'chat-avatar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pixelsOfPage, startPages } from './pages.js';

let pages: Awaited<ReturnType<typeof startPages>>;

beforeAll(async () => {
  pages = await startPages();
});

afterAll(() => pages?.close());

describe('a rounded group has no seams', () => {
  it.each([2, 3].flatMap((scale) => [36, 40, 44, 47, 48].map((size) => ({ scale, size }))))(
    'at $size px and $scale x',
    async ({ scale, size }) => {
      const page = await pages.open(
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
      const at = await pixelsOfPage(page);
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
