import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageFolders, readManifest } from '../../build/entries.js';

const root = resolve(import.meta.dirname, '../..');
const [library = '', server = ''] = packageFolders;

/** Import and export statements, which begin a line, and `import('…')` anywhere, in types too. */
const SPECIFIER = /(?:^(?:import|export)\b[^;'"]*\bfrom\s+|^import\s+|\bimport\(\s*)['"]([^'"]+)['"]/gm;

interface Import {
  file: string;
  specifier: string;
}

/** Every import of the sources of a package. */
function importsOf(folder: string): Import[] {
  const source = join(folder, 'src');
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      const specifiers = [...readFileSync(file, 'utf8').matchAll(SPECIFIER)];
      return specifiers.map(([, specifier = '']) => ({ file, specifier }));
    });
}

const isRelative = ({ specifier }: Import) => specifier.startsWith('.');

/** Relative imports that leave the sources of their package. */
const leaving = (folder: string) =>
  importsOf(folder)
    .filter(isRelative)
    .filter(({ file, specifier }) => !resolve(dirname(file), specifier).startsWith(join(folder, 'src/')));

const packageOf = ({ specifier }: Import) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const packagesOf = (folder: string) =>
  new Set(
    importsOf(folder)
      .filter((each) => !isRelative(each) && !each.specifier.startsWith('node:'))
      .map(packageOf),
  );

describe('the arrows between the packages', () => {
  it('finds the imports that it judges', () => {
    expect(importsOf(library).length).toBeGreaterThan(200);
    expect(importsOf(server).length).toBeGreaterThan(200);
  });

  it('point from chat-avatar-server to the public entries of chat-avatar alone', () => {
    expect(leaving(server)).toEqual([]);
    const names = importsOf(server)
      .map(({ specifier }) => specifier)
      .filter((specifier) => /^chat-avatar(\/|$)/.test(specifier));
    expect([...new Set(names)].sort()).toEqual(['chat-avatar/testing', 'chat-avatar/wawp']);
  });

  it('never point from chat-avatar to the server', () => {
    expect(leaving(library)).toEqual([]);
    expect([...packagesOf(library)].filter((name) => name.startsWith('chat-avatar'))).toEqual([]);
  });

  it('let no server module import React, nor a package that its manifest does not name', () => {
    const declared = Object.keys(readManifest(server).dependencies);
    const imported = [...packagesOf(server)].sort();
    expect(imported.filter((name) => /react/.test(name))).toEqual([]);
    expect(imported.filter((name) => !declared.includes(name))).toEqual([]);
  });

  it('let chat-avatar import its peers and clsx alone', () => {
    const { dependencies, peerDependencies } = readManifest(root);
    const declared = Object.keys({ ...dependencies, ...peerDependencies });
    expect([...packagesOf(library)].filter((name) => !declared.includes(name))).toEqual([]);
  });
});
