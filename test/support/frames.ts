import type { CDPSession, Page } from 'playwright';
import { PNG } from 'pngjs';

/** The state of one avatar in one painted frame, by its colours: blue square, red letters, green picture, white page. */
export type Seen = 'nothing' | 'square' | 'letters' | 'picture';

/** Every frame that Chromium painted while the action ran and until its end was seen. The action has to make it paint one. */
export async function recordFrames(page: Page, act: () => Promise<unknown>): Promise<PNG[]> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const frames: PNG[] = [];
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    frames.push(PNG.sync.read(Buffer.from(data, 'base64')));
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
  });
  const first = new Promise((resolve) => session.once('Page.screencastFrame', resolve));
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  await act();
  // So that the frame with the last change has been handed over.
  await framesPainted(page);
  // Frames are copied by another process, which may be late.
  await first;
  await session.send('Page.stopScreencast');
  await session.detach();
  return frames;
}

/** Resolves after two frames: what the page has changed before is painted. */
export async function framesPainted(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** Counts the avatars of a grid, `size` px each, by their state. */
export function countSeen(frame: PNG, count: number, size: number): Record<Seen, number> {
  const perRow = Math.floor(frame.width / size);
  const seen: Record<Seen, number> = { nothing: 0, square: 0, letters: 0, picture: 0 };
  for (let index = 0; index < count; index += 1) {
    seen[look(frame, (index % perRow) * size, Math.floor(index / perRow) * size, size)] += 1;
  }
  return seen;
}

function look(frame: PNG, left: number, top: number, size: number): Seen {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let y = top + 1; y < top + size - 1; y += 1) {
    for (let x = left + 1; x < left + size - 1; x += 1) {
      const [r = 0, g = 0, b = 0] = frame.data.subarray((y * frame.width + x) * 4);
      if (g > 180 && r < 90 && b < 90) green += 1;
      else if (r > 90 && g < 90) red += 1;
      else if (b > 180 && r < 90) blue += 1;
    }
  }
  if (red > 2) return 'letters';
  if (green > blue) return 'picture';
  return blue > 0 ? 'square' : 'nothing';
}
