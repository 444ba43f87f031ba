import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../build/entries.js';
import type { serveCommand } from '../../server/src/cli/commands/serve/serveCommand.js';
import { root } from '../support/runCommand.js';
import { firstCells, listDocuments, readDocument } from './documents.js';

const modules = import.meta.glob<Record<string, typeof serveCommand>>(
  '../../server/src/cli/commands/*/*Command.ts',
  { eager: true },
);
const commands = Object.values(modules).flatMap((module) => Object.values(module).map((create) => create()));
const optionsOf = (name: string) =>
  commands.find((command) => command.name() === name)?.options.flatMap(({ long }) => long ?? []) ?? [];

/** Every use of the program in code of a document, as its words. */
const uses = listDocuments().flatMap((path) => {
  const code = readDocument(path).match(/^```.*?^```|`[^`\n]+`/gms) ?? [];
  const lines = code.flatMap((text) => text.replaceAll('\\\n', ' ').split('\n'));
  const found = lines.flatMap((line) => line.match(/(?<=\bchat-avatar-server )[a-z-].*/) ?? []);
  return found.map((line) => ({
    path,
    words:
      line
        .split(/\s+#|\s&|[`;|>]/)[0]
        ?.trim()
        .split(/\s+/) ?? [],
  }));
});

describe('the documents', () => {
  it('use commands that exist, with options that they have', () => {
    expect(uses.length).toBeGreaterThan(15);
    const wrong = uses.filter(({ words: [command = '', ...rest] }) => {
      if (/^--(help|version)$/.test(command)) return false;
      const known = optionsOf(command);
      const options = rest.flatMap((word) => /^--[a-z-]+/.exec(word)?.[0] ?? []);
      return known.length === 0 || options.some((option) => option !== '--help' && !known.includes(option));
    });
    expect(wrong).toEqual([]);
  });

  it('run scripts that package.json has', () => {
    const own = Object.keys(readManifest(root).scripts);
    const inExample = Object.keys(readManifest(join(root, 'examples/nextjs')).scripts);
    const scripts = listDocuments().flatMap((path) =>
      [...readDocument(path).matchAll(/\bnpm run ([a-z][a-z:-]*)/g)].map(([, script = '']) => ({
        path,
        script,
      })),
    );
    expect(scripts.length).toBeGreaterThan(8);
    const missing = scripts.filter(({ path, script }) =>
      path.startsWith('examples/nextjs/') ? !inExample.includes(script) : !own.includes(script),
    );
    expect(missing).toEqual([]);
  });
});

/** The sources of the server, where the names of its variables stand. */
const sources = Object.values(
  import.meta.glob<string>('../../server/src/**/*.ts', { eager: true, query: '?raw', import: 'default' }),
).join('\n');

describe('the documents of the server', () => {
  const pages = listDocuments().filter((path) => /^(README|docs\/|server\/(README|docs\/))/.test(path));

  it('name variables of the environment that the program reads', () => {
    const names = pages.flatMap(
      (path) => readDocument(path).match(/\b(CHAT_AVATAR|WAWP)_[A-Z_]*[A-Z]\b/g) ?? [],
    );
    expect(names.length).toBeGreaterThan(30);
    // The tokens of an example, which a file of instances names.
    const own = new Set(names.filter((name) => !name.startsWith('WAWP_TOKEN_')));
    const missing = [...own].filter((name) => !sources.includes(name.replace(/_FILE$/, '')));
    expect(missing).toEqual([]);
  });
});

/** The rows of a table of options whose third cell has a default in code or a number, as pairs of option and default. */
function listedDefaults(path: string, heading: string): [string, string][] {
  const page = readDocument(path);
  const [table = ''] = /(?:^\|.*\n)+/m.exec(page.slice(page.indexOf(`\n${heading}\n`))) ?? [];
  return table.split('\n').flatMap((row) => {
    const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
    const options = cells[1]?.match(/--[a-z-]+/g) ?? [];
    const defaults = (cells.at(-2) ?? '').split(', ').map((text) => text.replaceAll('`', ''));
    return options.length === defaults.length
      ? options.map((option, at) => [option, defaults[at] ?? ''])
      : [];
  });
}

describe('the page about the gateway, of serve', () => {
  it('names the defaults that the command has', () => {
    const command = commands.find((command) => command.name() === 'serve');
    const listed = new Map(listedDefaults('server/docs/gateway.md', '## The command `serve`'));
    const actual = (command?.options ?? []).filter(({ defaultValue }) => defaultValue !== undefined);
    expect(actual.length).toBeGreaterThan(6);
    expect(actual.map(({ long = '' }) => [long, listed.get(long)])).toEqual(
      actual.map(({ long, defaultValue }) => [long, String(defaultValue)]),
    );
  });
});

describe('the README of the server', () => {
  it('lists every command', () => {
    const listed = firstCells(readDocument('server/README.md'), '## Commands');
    const names = listed.map((cell) => /^`([a-z]+)/.exec(cell)?.[1]);
    expect(names.sort()).toEqual(commands.map((command) => command.name()).sort());
  });
});

describe('the page about the gateway', () => {
  const page = readDocument('server/docs/gateway.md');

  it('lists every option of serve', () => {
    const listed = firstCells(page, '## The command `serve`').flatMap(
      (cell) => cell.match(/--[a-z-]+/g) ?? [],
    );
    expect(listed.sort()).toEqual(optionsOf('serve').sort());
  });

  it('lists every option of createPictureGateway', () => {
    const report = readFileSync(join(root, 'api/chat-avatar-server.api.md'), 'utf8');
    const [, options = ''] = /export interface PictureGatewayOptions[^{]*\{\n(.*?)^\}/ms.exec(report) ?? [];
    const names = [...options.matchAll(/^ {4}(\w+)\??[:(]/gm)].map(([, name = '']) => name);
    expect(names).toContain('authorize');
    const listed = firstCells(page, '## Options').map((cell) => cell.replaceAll('`', ''));
    expect(names.filter((name) => !listed.includes(name))).toEqual(['now']);
    expect(listed.filter((name) => !names.includes(name))).toEqual([]);
  });
});
