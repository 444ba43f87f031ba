import type { AvatarPalette } from './AvatarColors.js';

/**
 * 16 colours: background and letters on a light page, background and letters on a dark one. Two steps of lightness and a neutral
 * let them differ for colour-blind eyes too. Found by `node build/searchPalette.js`; the tests measure the differences and the
 * contrast. The order is five steps at a time around the wheel of hues, so that neighbours in it differ.
 */
const COLORS = [
  'ffa09e 512 5f2429 fcc',
  'a4cc85 230 324520 ddc',
  'ddebff 247 30548a eff',
  'bfbfbf 222 404040 ddd',
  'dce2b6 440 575e28 fff',
  '77c7ff 035 233f51 cde',
  'eda1c7 413 50223d ecd',
  'ddb35c 320 473600 edb',
  'b0f5db 054 006455 fff',
  'eec9e0 535 71366d fef',
  'f3db7c 530 695300 ffe',
  '6cd4a6 032 003f2a ced',
  'cba3de 314 40255d ede',
  'ffcbc7 632 7c4337 fff',
  'cbfba7 252 48614b fff',
  'ddd1ff 436 605677 fff',
];

/** Three digits are short for six, as in CSS. */
const hex = (digits: string) => `#${digits.length < 6 ? digits.replace(/./g, '$&$&') : digits}`;

export const PALETTE: AvatarPalette = /* @__PURE__ */ COLORS.map((color) => {
  const [background, foreground, darkBackground, darkForeground] = color.split(' ').map(hex) as [
    string,
    string,
    string,
    string,
  ];
  return {
    light: { background, foreground },
    dark: { background: darkBackground, foreground: darkForeground },
  };
});
