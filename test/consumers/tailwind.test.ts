import { expect } from 'vitest';
import type { Capture } from './support/capture.js';
import type { CheckTable } from './support/checks.js';
import { describeBuild, type VariantToCheck } from './support/describeBuild.js';
import { distance } from './support/pixels.js';
import { light } from './support/themePages.js';
import { vite8 } from './support/vite8.js';

const utilities: CheckTable = {
  'takes size, radius and colour from utility classes': (capture) => {
    const [root, plain] = [capture.box('utilities', 'root'), capture.box('utilities', 'plain')];
    expect([root.width, root.height]).toEqual([64, 64]);
    for (let inset = 0; inset < 16; inset += 1) {
      const ours = capture.pixels.at(root.x + inset, root.y + inset);
      const theirs = capture.pixels.at(plain.x + inset, plain.y + inset);
      expect(distance(ours, theirs), `${inset} px from the corner: ${ours} and ${theirs}`).toBeLessThan(4);
    }
  },
  'draws the ring around a radius from a utility class': (capture) => {
    // The outline of a square corner reaches 1.41 times as far as its sides.
    expect(reach(capture, 1, -1) / reach(capture, 1, 0)).toBeLessThan(1.3);
  },
};

/** How far from the centre the ring is outermost, in px. */
function reach(capture: Capture, x: number, y: number): number {
  const { pixels } = capture;
  const root = capture.box('utilitiesRing', 'root');
  const canvas = pixels.at(root.x - 18, root.y - 18);
  const length = Math.hypot(x, y);
  const at = (steps: number) =>
    pixels.at(root.x + root.width / 2 + x * steps, root.y + root.height / 2 + y * steps);
  let steps = 48;
  while (steps > 0 && distance(at(steps), canvas) < 8) steps -= 0.5;
  return steps * length;
}

const page = { theme: 'light', systems: ['light'], mount: '../pages/utilities', more: utilities } as const;

// Tailwind does not scan files that git ignores, unless they are named.
const v4 = '@import "tailwindcss"; @source "../pages";';
describeBuild(
  'Tailwind 4',
  {
    ...vite8('tailwind4'),
    imports: [...vite8('').imports, "import tailwind from '@tailwindcss/vite';"],
    config: 'plugins: [react(), tailwind()]',
  },
  {
    before: { ...page, title: 'before ours', before: [v4, light] },
    after: { ...page, title: 'after ours', before: [light], after: [v4] },
    prose: {
      ...page,
      title: 'in .prose',
      wrapper: 'prose',
      before: [`${v4} @plugin "@tailwindcss/typography";`, light],
    },
  } satisfies Record<string, VariantToCheck>,
);

const v3 = '@tailwind base; @tailwind components; @tailwind utilities;';
describeBuild(
  'Tailwind 3',
  {
    ...vite8('tailwind3'),
    imports: [...vite8('').imports, "import tailwind from 'tailwindcss3';"],
    config:
      "plugins: [react()], css: { postcss: { plugins: [tailwind({ content: ['../pages/**/*.tsx'] })] } }",
  },
  {
    before: { ...page, title: 'before ours', before: [v3, light] },
    after: { ...page, title: 'after ours', before: [light], after: [v3] },
  } satisfies Record<string, VariantToCheck>,
);
