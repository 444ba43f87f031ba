import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { dropSpace, minifyStyles } from '../../build/minifyStyles.js';
import { REFRESH_STYLES } from '../../src/avatar/refresh/styles/refreshStyles.js';
import { buildStyles } from '../support/productionStyles.js';

const source = readFileSync(new URL('../../src/avatar/styles.css', import.meta.url), 'utf8');
/** Without comments and conditions: bundlers do not rewrite the condition of `@supports`. */
const rules = source.replaceAll(/\/\*[\s\S]*?\*\/|@supports[^{]*/g, '');

describe('the stylesheet holds nothing that bundlers rewrite to something else', () => {
  it.each<[construct: string, pattern: RegExp, becomes: string]>([
    [
      'light-dark() with two arguments',
      /light-dark\((?!\s*var\()/,
      'variables that only a literal color-scheme sets',
    ],
    [
      'a literal color-scheme',
      /color-scheme:\s*(light|dark)/,
      'the same, with the variables of light-dark()',
    ],
    [':dir()', /:dir\(/, 'a list of languages'],
    ['nesting', /&/, ':is(), which weighs more in older browsers'],
    ['nested layers and scopes', /@scope|@layer\s+\w+\./i, 'nothing in browsers that do not know them'],
  ])('%s', (_, pattern, becomes) => {
    expect(rules.match(pattern)?.[0], `It becomes ${becomes}.`).toBeUndefined();
  });
});

describe('a production build of the stylesheet', async () => {
  const built = await buildStyles();

  it('adds no such construct', () => {
    expect(built).not.toMatch(/--lightningcss|:lang\(|:dir\(/);
  });

  it('keeps the order of layers, the rule against resets, and the condition on light-dark()', () => {
    expect(built).toMatch(/^@layer reset(, ?base)?;/);
    expect(built).toContain('@layer base{');
    expect(built).toMatch(/:not\(a a a a a a a a\)[^{]*\{all:revert-layer\}/);
    expect(built).toContain('@supports not (color:light-dark(red, red)){');
  });

  it('is at most 3.22 kB, compressed', () => {
    expect(brotliCompressSync(built).length).toBeLessThanOrEqual(3220);
  });
});

describe('the stylesheet of the package', async () => {
  const shipped = minifyStyles(source);
  const file = join(mkdtempSync(join(tmpdir(), 'chat-avatar-')), 'styles.css');
  writeFileSync(file, shipped);

  /** Without the differences in white space inside of `var()`, and with private names numbered in order. */
  const normalised = (css: string) => {
    const names: string[] = [];
    return css
      .replaceAll(/ ?([,/]) ?/g, '$1')
      .replaceAll(/--_(?!ca-|c[bf]\b|fade|glyph|part)[\w-]+/g, (name) => {
        if (!names.includes(name)) names.push(name);
        return `--_${names.indexOf(name)}`;
      });
  };

  it('has the same rules as its source', async () => {
    expect(normalised(await buildStyles(file))).toBe(normalised(await buildStyles()));
  });

  it('is minified: at most 3.1 kB, compressed', () => {
    const [first, sheet = '', last] = shipped.split(/(?<=ignore:start \*\/)|(?=\/\* clean-css ignore:end)/);
    expect([first, last]).toEqual(['/* clean-css ignore:start */', '/* clean-css ignore:end */']);
    expect(sheet).not.toMatch(/\/\*|\n| {2}/);
    expect(brotliCompressSync(shipped).length).toBeLessThanOrEqual(3100);
  });

  it('hides its layers from plugins of PostCSS', () => {
    expect(shipped).toContain('@lay\\65 r reset,base;');
    expect(shipped).toContain('@lay\\65 r base{');
    expect(shipped).not.toMatch(/@layer|revert-layer/i);
  });

  it('keeps the names that JavaScript uses', () => {
    for (const name of ['--_cb', '--_cf', '--_ca-fit', '--_ca-drop', '--_fade'])
      expect(shipped).toContain(`var(${name}`);
  });

  it('keeps the names that the styles of the refresh button set or read', () => {
    const names = (css: string) => new Set(css.match(/--_[\w-]+/g));
    const shared = [...names(REFRESH_STYLES)].filter((name) => names(source).has(name));
    expect(shared).toContain('--_glyph');
    expect(shared.filter((name) => !names(shipped).has(name))).toEqual([]);
  });
});

it('the styles of the refresh button have the same rules without their white space', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chat-avatar-'));
  const built = async (name: string, css: string) => {
    writeFileSync(join(folder, name), css);
    return (await buildStyles(join(folder, name))).replaceAll(/ ?([,/]) ?/g, '$1');
  };
  expect(dropSpace(REFRESH_STYLES)).not.toMatch(/\/\*|\n| {2}/);
  expect(await built('short.css', dropSpace(REFRESH_STYLES))).toBe(await built('long.css', REFRESH_STYLES));
});
