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

describe('the page of peers', () => {
  it('has seven peers in the versions that the benchmarks install', () => {
    const versions = PEERS.map((name) => `${name} ${devDependencies[name]}`);
    expect(all(/<th scope="col">(.*?)<\/th>/g)).toEqual(['chat-avatar', ...versions]);
  });

  it('has a picture of each in every row, or says that there is none', () => {
    const rows = all(/<tr><th scope="row">(.*?)<\/tr>/g);
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

  it('lists where a peer is better, with words for each of them', () => {
    const peers = new Set(STRENGTHS.map(([peer]) => peer));
    expect(peers).toEqual(
      new Set(['Radix', 'Base UI', 'MUI', 'Mantine', 'Fluent', 'antd', 'compound-web', 'all of them']),
    );
  });

  it('is what its code writes today, but for the pictures', () => {
    const withoutCells = (page: string) => page.replaceAll(/<td[^>]*>.*?<\/td>/g, '<td>');
    const taken = /, in Noto, of (.+)\.<\/p>/.exec(html)?.[1] ?? '';
    const peers = all(/<th scope="col">(.*?)<\/th>/g).map((label): [string, string] => [label, label]);
    expect(withoutCells(html)).toBe(withoutCells(htmlOf([], peers, taken)));
  });

  it('needs no other file', () => {
    const references = all(/(?:src|href)="([^"]{0,20})/g);
    expect(references.filter((reference) => !reference.startsWith('data:'))).toEqual([]);
    expect(html).not.toMatch(/<script|<link(?! rel="icon")|@import|url\(/);
  });
});
