import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { library, server } from '../consumer.js';

/** The declarations that a program loads with this one, itself included. */
function declarationsFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]+)['"]/g)) {
    declarationsFrom(resolve(dirname(file), String(path)).replace(/\.js$/, '.d.ts'), seen);
  }
  return seen;
}

const entries = [library, server].flatMap((installed) =>
  installed.moduleEntries.map((entry) => ({
    name: installed.publicName(entry),
    file: installed.entryFile(entry).replace(/\.js$/, '.d.ts'),
  })),
);

/** Each is an error of TypeScript 5.0 to 5.6 in a project without `skipLibCheck`. */
const TOO_NEW = {
  'a generic Uint8Array (5.7)': /\bUint8Array</,
  'a tuple with names for some members (5.2)': /\[\s*'[^']*',\s*\w+\??:/,
};

it.each(entries)('the types of $name compile with TypeScript 5.0', ({ file }) => {
  const files = [...declarationsFrom(file)];
  expect(files.length).toBeGreaterThan(1);
  const found = files.flatMap((path) =>
    Object.entries(TOO_NEW)
      .filter(([, pattern]) => pattern.test(readFileSync(path, 'utf8')))
      .map(([what]) => `${path}: ${what}`),
  );
  expect(found).toEqual([]);
});
