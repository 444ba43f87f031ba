import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { htmlOf } from '../../bench/peers/html.js';
import { ROWS } from '../../bench/peers/rows.js';
import { STRENGTHS } from '../../bench/peers/strengths.js';

const bench = resolve(import.meta.dirname, '../../bench');
const html = await readFile(resolve(bench, 'peers.html'), 'utf8');
const { devDependencies } = JSON.parse(await readFile(resolve(bench, 'package.json'), 'utf8'));

const PEERS = [
  '@radix-ui/react-avatar',
  '@base-ui/react',
  '@mui/material',
  '@mantine/core',
  '@fluentui/react-avatar',
  'antd',
  '@vector-im/compound-web',
];

/** What stands between a tag and its end, for each of its places. */
const all = (tag: RegExp, within = html) => [...within.matchAll(tag)].map(([, text = '']) => text);

const heads = [...html.matchAll(/<th scope="col">(.*?) <small>(.*?)<\/small>/g)].map(
  ([, label = '', version = '']) => ({ id: label, label, version }),
);

describe('the page of peers', () => {
  it('has seven peers in the versions that the benchmarks install', () => {
    expect(heads.map(({ version }) => version)).toEqual([
      'this repository',
      ...PEERS.map((name) => devDependencies[name]),
    ]);
  });

  it('has a picture of each in every row, or says that there is none', () => {
    const rows = all(/<tr[^>]*><th scope="row">(.*?)<\/tr>/g);
    expect(rows.map((row) => row.split('<')[0])).toEqual(Object.values(ROWS));
    for (const row of rows) {
      const cells = all(/<td(.*?)<\/td>/g, row);
      expect(cells).toHaveLength(1 + PEERS.length);
      expect(cells[0], 'chat-avatar has something for each row').toContain('<img');
      for (const cell of cells) {
        expect(cell).toMatch(/alt="[^"]+" src="data:image\/webp;base64,|^ class="none">not in the library$/);
      }
    }
  });

  it('fits a window of 1,400 px without a scrollbar below', () => {
    const widths = all(/<img width="(\d+)"/g).map(Number);
    // The names of the rows, the margins of the page, and its scrollbar.
    expect(98 + 24 + 17 + (1 + PEERS.length) * Math.max(...widths)).toBeLessThanOrEqual(1400);
  });

  it('lists where a peer is better, with words for each of them', () => {
    const peers = new Set(STRENGTHS.map(([peer]) => peer));
    expect(peers).toEqual(
      new Set(['Radix', 'Base UI', 'MUI', 'Mantine', 'Fluent', 'antd', 'compound-web', 'all of them']),
    );
  });

  it('is what its code writes today, but for the pictures', () => {
    const withoutCells = (page: string) => page.replaceAll(/<td[^>]*>.*?<\/td>/g, '<td>');
    const taken = /Screenshots of (.+?), taken/.exec(html)?.[1] ?? '';
    expect(withoutCells(html)).toBe(withoutCells(htmlOf([], heads, taken)));
  });

  it('needs no other file', () => {
    const references = all(/(?:src|href)="([^"]{0,20})/g);
    expect(references.filter((reference) => !reference.startsWith('data:'))).toEqual([]);
    expect(html).not.toMatch(/<script|<link(?! rel="icon")|@import|url\(/);
  });
});
