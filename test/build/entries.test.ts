import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  commonjsEntries,
  moduleEntries,
  packageFolders,
  publicNames,
  readManifest,
  sourceFolders,
  stylesheets,
} from '../../build/entries.js';

const root = resolve(import.meta.dirname, '../..');

describe('the entries of the packages', () => {
  it('come from files that exist', () => {
    const entries = packageFolders.flatMap((folder) => [
      ...Object.values(moduleEntries(folder)),
      ...Object.values(commonjsEntries(folder)),
      ...stylesheets(folder).map((file) => join(folder, 'src', file)),
    ]);
    expect(entries.length).toBeGreaterThan(8);
    expect(entries.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('give every public module an alias, longer names first', () => {
    const modules = sourceFolders.flatMap((folder) => {
      const { name, exports } = readManifest(folder);
      return Object.keys(exports)
        .filter((path) => path !== './package.json')
        .map((path) => `${name}${path.slice(1)}`);
    });
    const names = Object.keys(publicNames);
    const patterns = names.map((name) => name.replace(/(\/labels\/).*/, '$1*'));
    expect([...new Set(patterns)].sort()).toEqual(modules.sort());
    expect(names).toContain('chat-avatar/labels/de');
    for (const [index, name] of names.entries()) {
      expect(names.slice(index + 1).filter((later) => later.startsWith(`${name}/`))).toEqual([]);
    }
  });

  it('are the paths of tsconfig.json', () => {
    const { paths } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')).compilerOptions;
    const modules = Object.entries(publicNames).filter(([, file]) => file.endsWith('.ts'));
    expect(paths).toEqual(
      Object.fromEntries(modules.map(([name, file]) => [name, [`./${relative(root, file)}`]])),
    );
  });
});
