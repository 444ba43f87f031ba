import { inflateSync } from 'node:zlib';
import { ChatAvatar, ChatAvatarGroup, getAvatarColors } from 'chat-avatar';
import { formatHex, wcagContrast } from 'culori';
import type { ReactElement } from 'react';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type At, GHOST, pixelsOfPage, startPages } from './pages.js';

let pages: Awaited<ReturnType<typeof startPages>>;

beforeAll(async () => {
  pages = await startPages();
});

afterAll(() => pages?.close());

describe('on paper, printed from a dark page', () => {
  /** As pages do to save ink: a reset that many stylesheets for print begin with. */
  const withoutBackgrounds =
    '@media print { *, ::before { background: none !important; box-shadow: none !important } }';

  async function print(children: ReactElement, backgrounds = withoutBackgrounds) {
    const css = `body { margin: 0; padding: 20px } ${backgrounds}`;
    const page = await pages.open(<div className="dark">{children}</div>, { css });
    await page.emulateMedia({ media: 'print' });
    const boxes = await page.evaluate(() =>
      [
        ...document.querySelectorAll('[data-chat-avatar], [data-chat-avatar-rest], [data-chat-avatar-lock]'),
      ].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height };
      }),
    );
    const at = await pixelsOfPage(page);
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

  it.each<[subject: string, children: ReactElement]>([
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
  ])('%s is legible, and has an outline', async (_, children) => {
    const { at, boxes, refresh } = await print(children);
    expect(boxes.length).toBeGreaterThan(0);
    expect(refresh).toBe(false);
    for (const box of boxes) {
      expect(best(at, box)).toBeGreaterThanOrEqual(4.5);
      const edges = [at(box.x, box.y + box.height / 2), at(box.x + box.width / 2, box.y)];
      for (const edge of edges) expect(wcagContrast(edge, 'white')).toBeGreaterThanOrEqual(3);
    }
  });

  it('a lock can be read with backgrounds as well', async () => {
    const { at, boxes } = await print(<ChatAvatar chatId={GHOST} size={120} restrictedBadge />, '');
    const lock = boxes.at(-1);
    expect(lock?.width).toBeLessThan(60);
    if (lock) expect(best(at, lock)).toBeGreaterThanOrEqual(4.5);
    if (lock) expect(wcagContrast(at(lock.x + lock.width / 2, lock.y + 3), 'white')).toBeLessThan(1.1);
  });

  it('prints the colours of a face, of "+N" and of a lock to a PDF, which has no other backgrounds', async () => {
    const page = await pages.open(
      <div className="dark">
        <ChatAvatar chatId="201234567891@c.us" name="John Doe" />
        <ChatAvatar chatId={GHOST} restrictedBadge />
        <ChatAvatarGroup total={9}>
          <ChatAvatar chatId="201234567892@c.us" name="Ada" />
          <ChatAvatar chatId="201234567893@c.us" name="Bo" />
        </ChatAvatarGroup>
        <p style={{ background: '#123456' }}>Not ours</p>
      </div>,
    );
    const colors = colorsOfPdf(await page.pdf());
    await page.close();
    for (const last of [1, 2, 3, 9]) {
      const { background, foreground } = getAvatarColors(`20123456789${last}@c.us`).light;
      expect(colors).toContain(background);
      expect(colors).toContain(foreground);
    }
    expect(colors).not.toContain('#123456');
  });
});

/** The colours that the pages of a PDF are filled with, as hex. */
function colorsOfPdf(pdf: Buffer): Set<string | undefined> {
  const streams = pdf
    .toString('latin1')
    .matchAll(/FlateDecode[^>]*>>\s*stream\r?\n([\s\S]*?)\r?\nendstream/g);
  const drawing = [...streams].map(([, stream = '']) =>
    inflateSync(Buffer.from(stream, 'latin1')).toString('latin1'),
  );
  const fills = drawing.join('\n').matchAll(/([\d.]+) ([\d.]+) ([\d.]+) rg\b/g);
  return new Set(
    [...fills].map(([, r, g, b]) => formatHex({ mode: 'rgb', r: Number(r), g: Number(g), b: Number(b) })),
  );
}
