import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { library, server } from '../consumer.js';
import { filesIn } from '../contents/packageFiles.js';

const STATIC = /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']/gm;
const DYNAMIC = /\b(?:import|require|require\.resolve)\(\s*["']([^"']+)["']/g;

/** Dependencies that another dependency imports: npm installs an optional peer only for a package that asks for it. */
const PEERS_OF_DEPENDENCIES = ['ioredis'];

/** `@scope/name/path` and `name/path` without their path. */
const packageOf = (specifier: string) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

/** The packages that the code or the declarations of a build import, Node's own modules left out. */
function importedPackages(folder: string, kind: RegExp): string[] {
  const comments = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
  const specifiers = filesIn(join(folder, 'dist'))
    .filter((file) => kind.test(file))
    .map((file) => readFileSync(join(folder, 'dist', file), 'utf8').replaceAll(comments, ''))
    .flatMap((code) => [...code.matchAll(STATIC), ...code.matchAll(DYNAMIC)])
    .map(([, first, second]) => first ?? second ?? '')
    .filter((specifier) => !/^\.|^node:/.test(specifier));
  return [...new Set(specifiers.map(packageOf))].sort();
}

describe.each([library, server])('the packages that $name imports', ({ name, folder, manifest }) => {
  const declared = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies ?? {})];

  it('are its dependencies and peers, so that a strict node_modules has them', () => {
    const imported = importedPackages(folder, /\.js$/);
    expect(imported).toContain(name === 'chat-avatar' ? 'clsx' : 'hono');
    expect(imported.filter((specifier) => !declared.includes(specifier))).toEqual([]);
  });

  it('in declarations are the same, and types that they bring along', () => {
    const imported = importedPackages(folder, /\.d\.ts$/);
    expect(imported.filter((specifier) => !declared.includes(specifier))).toEqual([]);
  });

  it('are all of its dependencies, so that none is installed in vain', () => {
    const imported = importedPackages(folder, /\.js$/);
    const unused = Object.keys(manifest.dependencies).filter(
      (dependency) => ![...imported, ...PEERS_OF_DEPENDENCIES].includes(dependency),
    );
    expect(unused).toEqual([]);
  });

  it("name Node's own modules with node:", () => {
    const imported = importedPackages(folder, /\.js$/);
    expect(imported.filter((specifier) => builtinModules.includes(specifier))).toEqual([]);
  });
});
