import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { expect, it } from 'vitest';
import { library } from './consumer.js';

/**
 * Next.js compiles a package in `transpilePackages` for older browsers. For private fields it would import its helpers as ES modules,
 * which a CommonJS file cannot: "'import' and 'export' may appear only with 'sourceType: module'".
 */
it('CommonJS files have no private fields of classes', () => {
  const folder = join(library.folder, 'dist/cjs');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  expect(files).toContain('index.js');
  const failing = files.filter((file) => {
    try {
      parse(readFileSync(join(folder, file), 'utf8'), { ecmaVersion: 2021, sourceType: 'script' });
      return false;
    } catch {
      return true;
    }
  });
  expect(failing).toEqual([]);
});
