import type { Meta, StoryObj } from '@storybook/react-vite';
import { type AvatarColorPair, getAvatarColors } from 'chat-avatar';
import { wcagContrast } from 'culori';
import { useId } from 'react';
import { expect } from 'storybook/test';
import './stories.css';

/** Every colour of the palette once, found by asking for many seeds, as a user would. */
const palette = [...new Set(Array.from({ length: 400 }, (_, i) => getAvatarColors(`2012345678${i}@c.us`)))];

/** How eyes without one kind of cone see (Machado, Oliveira and Fernandes 2009, severity 1). */
const BLINDNESS = {
  Protanopia: '0.152 1.053 -0.205 0 0  0.115 0.786 0.099 0 0  -0.004 -0.048 1.052 0 0  0 0 0 1 0',
  Deuteranopia: '0.367 0.861 -0.228 0 0  0.280 0.673 0.047 0 0  -0.012 0.043 0.969 0 0  0 0 0 1 0',
  Tritanopia: '1.256 -0.077 -0.179 0 0  -0.078 0.931 0.148 0 0  0.005 0.691 0.304 0 0  0 0 0 1 0',
};

function Swatch({ pair, filter }: { pair: AvatarColorPair; filter?: string }) {
  return (
    <div
      className="swatch"
      style={{
        background: pair.background,
        color: pair.foreground,
        filter: filter && `url(#${filter})`,
        forcedColorAdjust: 'none',
      }}
    >
      Ab
    </div>
  );
}

/** The palette, measured: contrast by WCAG 2, and how it looks to eyes that see fewer colours. */
function PaletteTable() {
  const id = useId().replaceAll(':', '');
  return (
    <>
      <svg width="0" height="0" aria-hidden="true" style={{ position: 'absolute' }}>
        {Object.entries(BLINDNESS).map(([name, values]) => (
          <filter key={name} id={`${id}-${name}`} colorInterpolationFilters="linearRGB">
            <feColorMatrix values={values} />
          </filter>
        ))}
      </svg>
      <table className="swatches">
        <thead>
          <tr>
            <th scope="col">Light</th>
            <th scope="col">Contrast</th>
            <th scope="col">Dark</th>
            <th scope="col">Contrast</th>
            {Object.keys(BLINDNESS).map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {palette.map(({ light, dark }) => (
            <tr key={light.background}>
              <td>
                <Swatch pair={light} />
              </td>
              <td data-contrast="">{wcagContrast(light.background, light.foreground).toFixed(1)} : 1</td>
              <td>
                <Swatch pair={dark} />
              </td>
              <td data-contrast="">{wcagContrast(dark.background, dark.foreground).toFixed(1)} : 1</td>
              {Object.keys(BLINDNESS).map((name) => (
                <td key={name}>
                  <span style={{ display: 'flex', gap: 6 }}>
                    <Swatch pair={light} filter={`${id}-${name}`} />
                    <Swatch pair={dark} filter={`${id}-${name}`} />
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const meta = { title: 'Colours', component: PaletteTable } satisfies Meta<typeof PaletteTable>;

export default meta;

/** Sixteen colours on two steps of lightness, one of them neutral: nine of ten letters at 7:1 and better, the others at 6.5:1. */
export const Palette: StoryObj<typeof meta> = {
  play: async ({ canvasElement }) => {
    const measured = [...canvasElement.querySelectorAll('[data-contrast]')].map((cell) =>
      Number.parseFloat(cell.textContent ?? ''),
    );
    await expect(measured).toHaveLength(32);
    await expect(Math.min(...measured)).toBeGreaterThanOrEqual(6.5);
    await expect(measured.filter((contrast) => contrast >= 7).length).toBeGreaterThanOrEqual(29);
  },
};
