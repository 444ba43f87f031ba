import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { library, server } from '../consumer.js';
import { filesIn } from './packageFiles.js';

interface SourceMap {
  sourceRoot?: string;
  sources: string[];
  sourcesContent?: unknown;
}

const readMap = (path: string): SourceMap => JSON.parse(readFileSync(path, 'utf8'));

describe.each([library, server])('the maps of $name', ({ folder }) => {
  const files = filesIn(folder);
  const maps = files.filter((file) => file.endsWith('.map'));

  it('belong to a file that names them', () => {
    expect(maps.length).toBeGreaterThan(200);
    for (const map of maps) {
      const text = readFileSync(join(folder, map.replace(/\.map$/, '')), 'utf8');
      expect(text.trimEnd().split('\n').at(-1)).toBe(`//# sourceMappingURL=${map.replace(/^.*\//, '')}`);
    }
  });

  it('contain no source', () => {
    const full = maps.filter((map) => 'sourcesContent' in readMap(join(folder, map)));
    expect(full).toEqual([]);
  });

  it('lead to sources of the package', () => {
    for (const map of maps) {
      const { sources, sourceRoot = '' } = readMap(join(folder, map));
      const paths = sources.map((source) => resolve(folder, dirname(map), sourceRoot, source));
      expect(paths.length, map).toBeGreaterThan(0);
      for (const path of paths) {
        expect(relative(folder, path), map).toMatch(/^src\//);
        expect(existsSync(path), `${map}: ${path}`).toBe(true);
      }
    }
  });

  it('exist for every module with code of its own', () => {
    const withoutMap = files.filter((file) => /^dist\/.+\.js$/.test(file) && !files.includes(`${file}.map`));
    const withCode = withoutMap.filter((file) => {
      const lines = readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean);
      return lines.some((line) => !/^(import|export) |^"use client";$|^#!/.test(line));
    });
    expect(withCode).toEqual([]);
  });
});
