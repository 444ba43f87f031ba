import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { parse } from 'acorn';
import { describe, expect, it } from 'vitest';
import { consumer, library } from './consumer.js';
import { readModuleGraph } from './moduleGraph.js';

/** The oldest browsers that the README names support all of ES2022, regular expressions included. */
const SYNTAX = 2022;

/**
 * The APIs that at least one engine got with the oldest browsers of the README, or later. They are missing while the
 * package is imported and renders.
 */
const NEWER = [
  'AbortSignal.any',
  'URL.canParse',
  'URL.parse',
  'Promise.withResolvers',
  'Promise.try',
  'Object.groupBy',
  'Map.groupBy',
  'Array.fromAsync',
  'Array.prototype.toSorted',
  'Array.prototype.toReversed',
  'Array.prototype.toSpliced',
  'Array.prototype.with',
  'String.prototype.isWellFormed',
  'String.prototype.toWellFormed',
  'Set.prototype.union',
  'Set.prototype.difference',
  'Set.prototype.isSubsetOf',
  'Intl.Segmenter',
  'Intl.DurationFormat',
  'Uint8Array.fromBase64',
  'RegExp.escape',
  'Iterator',
  'navigator',
];

const PROGRAM = `
for (const path of ${JSON.stringify(NEWER)}) {
  const keys = path.split('.');
  const last = keys.pop();
  const owner = keys.reduce((object, key) => object?.[key], globalThis);
  if (owner) delete owner[last];
}
const { createElement } = await import('react');
const { renderToString } = await import('react-dom/server');
const { QueryClient, QueryClientProvider } = await import('@tanstack/react-query');
const { ChatAvatar, ChatAvatarGroup, ChatPictureProvider, createGatewaySource } = await import('chat-avatar');
const source = createGatewaySource({ baseUrl: 'https://gateway.example/api' });
const avatar = createElement(ChatAvatar, { chatId: '201234567890@c.us', name: 'Ada Bell', refreshable: true });
const group = createElement(ChatAvatarGroup, { max: 1, total: 3 }, avatar);
const provider = createElement(ChatPictureProvider, { source }, group);
console.log(renderToString(createElement(QueryClientProvider, { client: new QueryClient() }, provider)));
`;

describe('the React entry in the oldest browsers that the README names', () => {
  const modules = [...readModuleGraph(library.entryFile('.')).keys()];

  it(`has no syntax and no regular expression that is newer than ES${SYNTAX}`, () => {
    expect(modules.length).toBeGreaterThan(20);
    for (const file of modules) {
      const code = readFileSync(file, 'utf8');
      expect(() => parse(code, { ecmaVersion: SYNTAX, sourceType: 'module' }), file).not.toThrow();
    }
  });

  it('builds no regular expression from a text, which the parser could not check', () => {
    const building = modules.filter((file) => /\bRegExp\(/.test(readFileSync(file, 'utf8')));
    expect(building).toEqual([]);
  });

  it('imports and renders without the APIs that their engines lack', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', PROGRAM],
      { cwd: consumer },
    );
    expect(stdout).toContain('>AB<');
  });
});
