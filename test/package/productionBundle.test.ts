import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { beforeAll, expect, it } from 'vitest';
import { LANGUAGES } from '../support/languages.js';
import { consumer, library } from './consumer.js';

const EVERYTHING = `import * as library from 'chat-avatar'; console.log(library);`;

/** An application, as Vite bundles it under this NODE_ENV. */
async function bundle(environment: 'production' | 'development', code = EVERYTHING): Promise<string> {
  const entry = join(consumer, 'application.js');
  await writeFile(entry, code);
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: consumer,
    // As Vite itself does it; here NODE_ENV is the test runner's.
    define: { 'process.env.NODE_ENV': JSON.stringify(environment) },
    build: {
      write: false,
      rolldownOptions: { input: entry, external: /^(react|react-dom|@tanstack\/react-query)(\/|$)/ },
    },
  });
  const { output } = [result].flat()[0] as Rolldown.RolldownOutput;
  return output.map((file) => ('code' in file ? file.code : '')).join('');
}

/** Runs of plain words in the modules that hold the warnings and hints: no minifier changes these. */
function sentences(): string[] {
  const files = readdirSync(join(library.folder, 'dist'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /(warnings?|explain\w+)\.js$/i.test(file) && !file.startsWith('cjs'))
    .map((file) => readFileSync(join(library.folder, 'dist', file), 'utf8').replaceAll(/\/\*.*?\*\//gs, ''))
    .flatMap((code) => code.match(/(?<=["'`])[A-Za-z][\w ,.]{24,}/g) ?? []);
}

let production: string;
let development: string;

beforeAll(async () => {
  production = await bundle('production');
  development = await bundle('development');
});

it('a development bundle holds every warning and hint', () => {
  expect(sentences().length).toBeGreaterThan(8);
  expect(sentences().filter((sentence) => !development.includes(sentence))).toEqual([]);
});

it('a production bundle holds no warning and no hint', () => {
  expect(sentences().filter((sentence) => production.includes(sentence))).toEqual([]);
  expect(production).not.toContain('process.env');
  expect(brotliCompressSync(production).length).toBeLessThan(brotliCompressSync(development).length - 1000);
});

/** What a minifier writes as `\\u` stands in the code of the bundle as letters again. */
const lettersOf = (code: string) =>
  code.replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The languages that a bundle has a text of. */
const languagesIn = (code: string) =>
  Object.entries(LANGUAGES)
    .filter(([, { updated, kept, throttled }]) =>
      [updated, kept, throttled].some((text) => lettersOf(code).includes(text)),
    )
    .map(([language]) => language);

it('a bundle holds the labels of the languages that it imports, and of no other', async () => {
  expect(languagesIn(production)).toEqual([]);
  for (const language of ['de', 'ar']) {
    const code = await bundle(
      'production',
      `import * as library from 'chat-avatar';
       import { ${language} } from 'chat-avatar/labels/${language}';
       console.log(library, ${language});`,
    );
    expect(languagesIn(code)).toEqual([language]);
  }
});

it('labels that are imported and not used are left out', async () => {
  const code = await bundle(
    'production',
    `import { getInitials } from 'chat-avatar';
     import { de } from 'chat-avatar/labels/de';
     import { fr } from 'chat-avatar/labels/fr';
     console.log(getInitials, fr);`,
  );
  expect(languagesIn(code)).toEqual(['fr']);
});
