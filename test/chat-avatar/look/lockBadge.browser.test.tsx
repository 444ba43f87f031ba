import { cleanup, waitFor } from '@testing-library/react';
import { ChatAvatar, type ChatAvatarProps } from 'chat-avatar';
import { afterEach, describe, expect, it } from 'vitest';
import { distance, type Pixels, pixelsOf } from '../../support/pixels.js';
import { stubSource } from '../../support/sources.js';
import { cleanUpPage, show } from './show.js';

afterEach(() => {
  cleanup();
  cleanUpPage();
});

const SIZES = [16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 80, 96, 128];
const NAMES = ['John Doe', 'WM Qy', 'Q', 'محمد علي', 'नरेंद्र मोदी', 'สมชาย', '李小龍', '김철수', '🔥'];
const SHAPES = ['square', 'rounded', 'circle'] as const;
const GAP = 24;
const PAGE = 'rgb(255, 255, 255)';

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The box of the ink of one face: the pixels that differ from its background. */
function inkBox(pixels: Pixels, face: Box): Box {
  // Without the corners, which are round.
  const inset = Math.ceil((face.right - face.left) * 0.05);
  const [left, top, right, bottom] = [
    Math.ceil(face.left) + inset,
    Math.ceil(face.top) + inset,
    Math.floor(face.right) - inset,
    Math.floor(face.bottom) - inset,
  ];
  const background = pixels.at(left, top);
  const ink: Box = { left: right, top: bottom, right: left, bottom: top };
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      if (distance(pixels.at(x, y), background) < 90) continue;
      ink.left = Math.min(ink.left, x);
      ink.right = Math.max(ink.right, x + 1);
      ink.top = Math.min(ink.top, y);
      ink.bottom = Math.max(ink.bottom, y + 1);
    }
  }
  return ink;
}

const meet = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

const expectApart = (ink: Box, part: Box, what: string) =>
  expect(meet(ink, part), `${what}: ${JSON.stringify([ink, part])}`).toBe(false);

/** All sizes in one picture, so that one screenshot shows them all. */
function row(name: string, props: Pick<ChatAvatarProps, 'restrictedBadge' | 'refreshable' | 'shape'>) {
  const source = stubSource(() =>
    props.restrictedBadge ? { status: 'restricted' } : { status: 'none', reason: 'empty' },
  );
  const { container, part } = show(
    <div
      data-chat-avatar-stage=""
      style={{
        display: 'flex',
        gap: GAP,
        padding: GAP,
        flexWrap: 'wrap',
        inlineSize: 320,
        background: 'white',
      }}
    >
      {SIZES.map((size) => (
        <ChatAvatar
          key={size}
          chatId="201234567890@c.us"
          name={name}
          size={size}
          loading="eager"
          {...props}
        />
      ))}
    </div>,
    { source },
  );
  const stage = part('-stage');
  const boxes = (selector: string): Box[] => {
    const origin = stage.getBoundingClientRect();
    return [...container.querySelectorAll(selector)].map((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return {
        left: left - origin.left,
        top: top - origin.top,
        right: right - origin.left,
        bottom: bottom - origin.top,
      };
    });
  };
  return { stage, boxes };
}

/**
 * Letters of one name at every size, in one screenshot for the tests below, and where their faces are. They are the same in each
 * shape.
 */
const seen = new Map<string, Promise<{ pixels: Pixels; faces: Box[] }>>();
async function takeLetters(name: string) {
  const { stage, boxes } = row(name, {});
  const pixels = await pixelsOf(stage);
  const faces = boxes('[data-chat-avatar]');
  cleanup();
  return { pixels, faces };
}
function lettersOf(name: string, direction: string) {
  const key = `${direction} ${name}`;
  const known = seen.get(key) ?? takeLetters(name);
  seen.set(key, known);
  return known;
}

describe.each(['ltr', 'rtl'])('at every size from 16 to 128 px, %s', (direction) => {
  it.each(NAMES)('the lock hides no letter of %s', async (name) => {
    document.documentElement.dir = direction;
    const { pixels, faces } = await lettersOf(name, direction);
    for (const shape of SHAPES) {
      const locked = row(name, { restrictedBadge: true, shape });
      await waitFor(() => expect(locked.boxes('[data-chat-avatar-lock]')).toHaveLength(SIZES.length));
      const locks = locked.boxes('[data-chat-avatar-lock]');
      cleanup();
      for (const [index, size] of SIZES.entries()) {
        const ink = inkBox(pixels, faces[index] as Box);
        expect(ink.right, `${size} px has letters`).toBeGreaterThan(ink.left);
        expectApart(ink, locks[index] as Box, `${size} px, ${shape}`);
      }
    }
  });

  it.each(NAMES)('no letter of %s is cut off around the lock', async (name) => {
    document.documentElement.dir = direction;
    const { pixels, faces } = await lettersOf(name, direction);
    const locked = row(name, { restrictedBadge: true });
    await waitFor(() => expect(locked.boxes('[data-chat-avatar-lock]')).toHaveLength(SIZES.length));
    const withLock = await pixelsOf(locked.stage);
    for (const [index, size] of SIZES.entries()) {
      const face = faces[index] as Box;
      const inset = Math.ceil(size / 8);
      const background = pixels.at(Math.ceil(face.left) + inset, Math.ceil(face.top) + inset);
      const { left, top, right, bottom } = inkBox(pixels, face);
      const cut: string[] = [];
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1) {
          const isInk = distance(pixels.at(x, y), background) >= 90 && distance(pixels.at(x, y), PAGE) >= 90;
          if (isInk && distance(withLock.at(x, y), PAGE) < 30) cut.push(`${x}, ${y}`);
        }
      }
      expect(cut, `${size} px`).toEqual([]);
    }
  });

  it.each(NAMES)('the refresh button on the corner hides no letter of %s', async (name) => {
    document.documentElement.dir = direction;
    const { pixels, faces } = await lettersOf(name, direction);
    for (const shape of SHAPES) {
      const pressable = row(name, { refreshable: true, shape });
      const buttons = pressable.boxes('[data-chat-avatar-refresh]');
      cleanup();
      for (const [index, size] of SIZES.entries()) {
        if (size < 48) continue;
        expectApart(inkBox(pixels, faces[index] as Box), buttons[index] as Box, `${size} px, ${shape}`);
      }
    }
  });
});
