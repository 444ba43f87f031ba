/** Red, green and blue, 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

/** `#f2c4a0` */
export function hex(text: string): Color {
  const bits = Number.parseInt(text.slice(1), 16);
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}

/** So much of the second colour. */
export function mix([r, g, b]: Color, [r2, g2, b2]: Color, share: number): Color {
  return [r + (r2 - r) * share, g + (g2 - g) * share, b + (b2 - b) * share];
}

export const lighten = (color: Color, share: number) => mix(color, [255, 255, 255], share);

/** Towards a deep violet rather than black: shadows stay warm. */
export const darken = (color: Color, share: number) => mix(color, [38, 18, 46], share);

/** How light the eye finds it, 0 to 255. */
export const lightness = ([r, g, b]: Color) => 0.299 * r + 0.587 * g + 0.114 * b;
