/** Private custom properties, without those that JavaScript reads or writes, and those that `refreshStyles.ts` sets. */
const PRIVATE_NAME = /--_(?!ca-|c[bf]\b|fade|glyph|part)[a-z-]+/g;

/**
 * A stylesheet without comments and white space, and with short names for its private custom properties: 4.1 kB become 2.3
 * (brotli). Not with a minifier of CSS: those lower `light-dark()`, and write escaped names plainly.
 */
export function minifyStyles(css: string): string {
  return keptByCleanCss(hideLayers(shortenNames(dropSpace(css))));
}

/** The same styles without comments and white space. */
export function dropSpace(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>!/]) ?/g, '$1')
    .replace(/\( | \)/g, (parenthesis) => parenthesis.trim())
    .replace(/(?<=[\w-]): /g, ':')
    .replace(/="(\w+)"/g, '=$1')
    .replace(/\b0\./g, '.')
    .replaceAll(';}', '}')
    .replaceAll('] + [', ']+[')
    .replace(/::(before|after)/g, ':$1')
    .trim();
}

/**
 * Escapes a letter, which browsers and minifiers read. Plugins of PostCSS compare the name as it is written: Tailwind 3 throws for
 * `@layer base` where `@tailwind base` is missing, and postcss-preset-env, for browsers without layers, turns layers into
 * specificity. Then no layer is left to revert to, and `all: revert-layer` would take the whole look away.
 */
function hideLayers(css: string): string {
  return css.replaceAll('@layer ', '@lay\\65 r ').replaceAll('revert-layer', 'revert-laye\\72');
}

/** clean-css takes `@lay\65 r` for a selector and drops the rules in it. These comments make it copy what stands between them. */
function keptByCleanCss(css: string): string {
  return `/* clean-css ignore:start */${css}/* clean-css ignore:end */`;
}

/** The names keep a prefix of their own, because pages have private properties too. */
function shortenNames(css: string): string {
  const names = [...new Set(css.match(PRIVATE_NAME))];
  return css.replace(PRIVATE_NAME, (name) => `--_ca${names.indexOf(name).toString(36)}`);
}
