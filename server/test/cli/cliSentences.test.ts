import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/createProgram.js';
import { cliSentence } from '../../src/cli/shared/cliSentence.js';

const ROOT = resolve(import.meta.dirname, '../../..');

/** The folders of which errors reach the command line. */
const FOLDERS = [
  'src/wawp',
  'src/chat',
  'server/src/images',
  'server/src/store',
  'server/src/lib',
  'server/src/gateway/middleware',
  'server/src/cli',
];

/** Cannot reach the command line: thrown in a browser, or without a function that the command line always passes. */
const UNREACHABLE = ['refuseBrowser.ts', 'authorization.ts'];

/** Arguments that the commands check themselves. */
const CHECKED = /^getChatsOverview takes|timeoutMs is in milliseconds/;

/** Fields of the file of --config, which sentences name as such. */
const FIELDS = new Set(['accessTokenFile', 'accessTokenEnv']);

interface Sentence {
  file: string;
  text: string;
}

/** All string and template literals with at least four words, without CSS, HTML and comments. */
function sentences(): Sentence[] {
  const found: Sentence[] = [];
  for (const folder of FOLDERS) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.name.endsWith('.ts') || UNREACHABLE.includes(entry.name)) continue;
      const code = readFileSync(join(entry.parentPath, entry.name), 'utf8')
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/^\s*\/\/.*$/gm, '');
      for (const [, quoted, template] of code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)) {
        const text = (quoted ?? template ?? '').replace(/\$\{[^}]*\}/g, '…').replaceAll('\\n', ' ');
        const isMarkup = /[<{]\/?[a-z]+[ >]|: #[0-9a-f]{3}|\{$|\$\{/m.test(text);
        if (text.split(' ').length >= 4 && !isMarkup && !CHECKED.test(text))
          found.push({ file: entry.name, text });
      }
    }
  }
  return found;
}

const all = sentences();
const options = new Set(
  createProgram('0').commands.flatMap(({ options: own }) => own.map(({ long }) => long ?? '')),
);
options.add('--help');

describe('the sentences of the command line', () => {
  it('are found in the sources', () => {
    expect(all.length).toBeGreaterThan(100);
    expect(all.some(({ text }) => text.includes('raise timeoutMs'))).toBe(true);
  });

  it('name only options that a command has', () => {
    const wrong = all.flatMap(({ file, text }) => {
      const said = cliSentence(text, { timeoutOption: '--timeout' });
      // Options of other programs.
      if (/npm install|aws s3api|gcloud storage/.test(said)) return [];
      return [...said.matchAll(/--[a-z][a-z-]+/g)].flatMap(([flag]) =>
        options.has(flag) ? [] : [`${file}: ${flag}`],
      );
    });
    expect(wrong).toEqual([]);
  });

  it.each([undefined, '--timeout'])(
    'name no option of a function, with the time-out option %s',
    (timeoutOption) => {
      const wrong = all.flatMap(({ file, text }) => {
        const said = cliSentence(text, timeoutOption === undefined ? {} : { timeoutOption });
        return [...said.matchAll(/(?<![\w./$-])[a-z]+(?:[A-Z][a-z]+)+\b/g)].flatMap(([name]) =>
          FIELDS.has(name) ? [] : [`${file}: ${name} in "${said}"`],
        );
      });
      expect(wrong).toEqual([]);
    },
  );
});

it.each([
  ['try again, or raise timeoutMs.', '--overview-timeout', 'try again, or raise --overview-timeout.'],
  ['try again, or raise timeoutMs.', undefined, 'try again.'],
  ['check the source, or raise maxImageBytes.', '--timeout', 'check the source.'],
  ['Check the connection and baseUrl.', undefined, 'Check the connection and WAWP_BASE_URL.'],
  ['Add the host to imageHosts.', undefined, 'Add the host to --image-host.'],
])('cliSentence(%j) with %s is %j', (message, timeoutOption, said) => {
  expect(cliSentence(message, timeoutOption === undefined ? {} : { timeoutOption })).toBe(said);
});
