/** The distances of WCAG 1.4.12 for one element. */
export const TEXT_SPACING = 'line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em';

/** The same for all elements of a page, and the distance between paragraphs. */
export const TEXT_SPACING_SHEET = `
  * { ${TEXT_SPACING.replace(/;|$/g, ' !important;')} }
  p { margin-block-end: 2em !important }
`;
