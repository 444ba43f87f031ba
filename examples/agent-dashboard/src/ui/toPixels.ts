/** Lengths in rem grow with the text size of the browser. In whole px, as `size` of an avatar and the virtual rows want them. */
export const toPixels = (rem: number): number =>
  Math.round(rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
