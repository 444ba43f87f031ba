import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { followLinks } from '../support/markdownLinks.js';
import { root } from '../support/runCommand.js';
import { listDocuments, readDocument } from './documents.js';

it('every relative link of the documents leads to a file and a heading of the repository', () => {
  const { followed, broken } = followLinks(
    root,
    listDocuments().map((file) => join(root, file)),
  );
  expect(followed).toBeGreaterThan(10);
  expect(broken).toEqual([]);
});

it('every path in ARCHITECTURE and CONTRIBUTING exists', () => {
  const paths = ['ARCHITECTURE.md', 'CONTRIBUTING.md'].flatMap((document) => {
    const code = readDocument(document).matchAll(
      /`((?:src|server|test|build|docs|bench|examples|api)\/[\w./-]*)`/g,
    );
    return [...code].map(([, path = '']) => path);
  });
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

describe('followLinks', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'links-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function follow(text: string) {
    const file = join(folder, 'page.md');
    writeFileSync(file, text);
    writeFileSync(join(folder, 'other.md'), '# The `code` & [more](x)\n\n## Twice\n\n## Twice\n');
    return followLinks(folder, [file]);
  }

  it.each([
    '[file](other.md)',
    '[heading](other.md#the-code--more)',
    '[second of two](other.md#twice-1)',
    '[own](#own)\n\n# Own',
    '![image](other.md "title")',
    '<img src="other.md">',
    '[a][b]\n\n[b]: other.md',
  ])('follows %j', (text) => {
    expect(follow(text)).toEqual({ followed: 1, broken: [] });
  });

  it.each([
    ['[file](none.md)', 'no such file'],
    ['[heading](other.md#none)', 'no such heading'],
    ['[outside](../page.md)', 'outside of the package'],
    ['<img src="none.png">', 'no such file'],
    ['[a][b]\n\n[b]: none.md', 'no such file'],
  ])('reports %j', (text, problem) => {
    expect(follow(text).broken).toEqual([expect.stringContaining(problem)]);
  });

  it.each(['https://example.com', 'mailto:a@example.com'])('follows no address: %s', (address) => {
    expect(follow(`[a](${address})`)).toEqual({ followed: 0, broken: [] });
  });

  it('does not read code as links', () => {
    const code = '```sh\n[a](none.md)\n```\n\n`[a](none.md)`\n';
    expect(follow(code)).toEqual({ followed: 0, broken: [] });
  });
});
