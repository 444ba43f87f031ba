import { converter, differenceCiede2000, formatHex } from 'culori';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { PALETTE } from '../../../src/avatar/colors/palette.js';
import { meanColors } from './meanColors.js';

/** An avatar as a browser paints it: a square, two letters, and a badge of 24 px with a border. */
async function paint({ color = '#1d6f8c', ink = '#ffffff', badge = 0, letters = 0 } = {}) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90">
    <rect width="120" height="90" fill="#eef1ef"/>
    <rect x="12" y="10" width="64" height="64" rx="8" fill="${color}"/>
    <g fill="none" stroke="${ink}" stroke-width="3.4" transform="translate(${letters} 0)">
      <path d="M28 30 v24 M28 42 h12 M40 30 v24"/><circle cx="56" cy="42" r="10.5"/>
    </g>
    <circle cx="${68 + badge}" cy="66" r="12" fill="#0a7455" stroke="#eef1ef" stroke-width="2"/>
  </svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, metadata: { width: info.width, height: info.height } };
}

const compare = async (change: Parameters<typeof paint>[0], original: Parameters<typeof paint>[0] = {}) =>
  meanColors(await paint(original), await paint(change), { createDiff: true });

/** The colour at a distance of 3 from another: its hue turned, its lightness kept. */
function turnedBy3(color: string): string {
  const { l, c, h = 0 } = converter('lch')(color) ?? { l: 0, c: 0 };
  const candidates = Array.from({ length: 800 }, (_, step) =>
    c > 8
      ? formatHex({ mode: 'lch', l, c, h: h + step / 10 })
      : formatHex({ mode: 'lch', l: l + step / 20, c, h }),
  );
  const found = candidates.find((candidate) => differenceCiede2000()(color, candidate) >= 3);
  if (found === undefined) throw new Error(`Nothing is at a distance of 3 from ${color}.`);
  return found;
}

describe('the comparison of screenshots', () => {
  it('passes for the same picture, and fails for another size', async () => {
    expect(await compare({})).toMatchObject({ pass: true });
    const { data } = await paint();
    const smaller = { data, metadata: { width: 60, height: 90 } };
    const result = meanColors(await paint(), smaller, { createDiff: true });
    expect(result).toMatchObject({ pass: false, message: expect.stringContaining('60×90 px') });
  });

  it.each(PALETTE.flatMap(({ light, dark }) => [light.background, dark.background]))(
    'fails for a colour of the palette that changed by ΔE 3: %s',
    async (color) => {
      expect(await compare({ color: turnedBy3(color) }, { color })).toMatchObject({ pass: false });
    },
  );

  it('fails for a badge of 24 px that moved by 1 px, and says where', async () => {
    const result = await compare({ badge: 1 });
    expect(result).toMatchObject({
      pass: false,
      message: expect.stringMatching(/px at \d+, \d+ differs by ΔE \d/),
    });
    expect(result.diff).toHaveLength(120 * 90 * 4);
    expect(await compare({ badge: -1 })).toMatchObject({ pass: false });
  });

  it('tolerates edges that another machine antialiases otherwise', async () => {
    expect(await compare({ badge: 0.2, letters: 0.2 })).toMatchObject({ pass: true });
  });
});
