import type { AvatarPalette } from './AvatarColors.js';

/**
 * 16 hues, 22.5° apart, made in OKLCH so that all are equally light: backgrounds L 0.88, C 0.085 (light) and L 0.38,
 * C 0.09 (dark); letters L 0.33, C 0.105 and L 0.93, C 0.055; brought into sRGB by less chroma. A test makes them again
 * and measures the contrast. The order is five steps at a time, so that neighbours in it differ.
 */
export const PALETTE: AvatarPalette = [
  {
    light: { background: '#ffc8c6', foreground: '#60171e' },
    dark: { background: '#6a2b2e', foreground: '#ffdfde' },
  },
  {
    light: { background: '#c2e4aa', foreground: '#223f00' },
    dark: { background: '#2f4c13', foreground: '#daf0cb' },
  },
  {
    light: { background: '#b5ddff', foreground: '#00385d' },
    dark: { background: '#09466f', foreground: '#d5ebff' },
  },
  {
    light: { background: '#ffc5d8', foreground: '#5c1736' },
    dark: { background: '#672b43', foreground: '#ffdee8' },
  },
  {
    light: { background: '#dadd9b', foreground: '#383800' },
    dark: { background: '#454600', foreground: '#e9ecc2' },
  },
  {
    light: { background: '#9ae4ff', foreground: '#003c4c' },
    dark: { background: '#004a5d', foreground: '#c7f0ff' },
  },
  {
    light: { background: '#fcc3ee', foreground: '#541b4a' },
    dark: { background: '#5f2e55', foreground: '#ffdbf6' },
  },
  {
    light: { background: '#efd596', foreground: '#443300' },
    dark: { background: '#543f00', foreground: '#f8e6bf' },
  },
  {
    light: { background: '#91e9ee', foreground: '#003e41' },
    dark: { background: '#004c50', foreground: '#bdf4f6' },
  },
  {
    light: { background: '#eac8ff', foreground: '#47215b' },
    dark: { background: '#533264', foreground: '#f3dfff' },
  },
  {
    light: { background: '#ffcd9d', foreground: '#4f2c00' },
    dark: { background: '#613700', foreground: '#ffe2c7' },
  },
  {
    light: { background: '#98ead7', foreground: '#003f35' },
    dark: { background: '#004e42', foreground: '#c2f5e7' },
  },
  {
    light: { background: '#d6d1ff', foreground: '#362866' },
    dark: { background: '#42386e', foreground: '#e7e4ff' },
  },
  {
    light: { background: '#ffcab5', foreground: '#5d1f00' },
    dark: { background: '#692f17', foreground: '#ffe0d5' },
  },
  {
    light: { background: '#abe9bf', foreground: '#004122' },
    dark: { background: '#07502c', foreground: '#ccf3d8' },
  },
  {
    light: { background: '#c7d7ff', foreground: '#1e306b' },
    dark: { background: '#2d3f72', foreground: '#dee8ff' },
  },
];
