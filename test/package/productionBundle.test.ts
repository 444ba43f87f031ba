import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { beforeAll, expect, it } from 'vitest';
import { consumer, library } from './consumer.js';

/** An application that uses the whole React entry, as Vite bundles it under this NODE_ENV. */
async function bundle(environment: 'production' | 'development'): Promise<string> {
  const entry = join(consumer, 'usesEverything.js');
  await writeFile(entry, `import * as library from 'chat-avatar'; console.log(library);`);
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
