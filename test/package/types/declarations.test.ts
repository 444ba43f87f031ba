import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../support/runCommand.js';
import { consumer } from '../consumer.js';

const folder = join(consumer, 'declarations');
const RESOLUTIONS = {
  node16: { module: 'node16', moduleResolution: 'node16' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

/** Without `skipLibCheck`: the declarations of every package that ours import are checked too. */
async function errorsOf(program: string, name: string, options: object): Promise<string[]> {
  const path = join(folder, `tsconfig.${name}.json`);
  const compilerOptions = {
    ...options,
    target: 'es2023',
    lib: ['es2023', 'dom', 'dom.iterable'],
    jsx: 'react-jsx',
    strict: true,
    noEmit: true,
    types: ['node'],
  };
  await writeFile(path, JSON.stringify({ compilerOptions, files: [program] }));
  const { ok, output } = await runCommand('tsc', ['--project', path, '--pretty', 'false']);
  const errors = output.split('\n').filter((line) => /error TS/.test(line));
  expect(ok || errors.length > 0, output).toBe(true);
  return errors;
}

describe('the declarations', () => {
  beforeAll(async () => {
    await mkdir(folder);
    for (const program of ['publicSurface.tsx', 'undefinedProps.tsx']) {
      await copyFile(join(import.meta.dirname, program), join(folder, program));
    }
  });

  it.each(Object.entries(RESOLUTIONS))(
    'type a program under %s, checked with the libraries',
    async (name, options) => {
      expect(await errorsOf('publicSurface.tsx', name, options)).toEqual([]);
    },
  );

  it('accept undefined for optional props under exactOptionalPropertyTypes', async () => {
    const options = { ...RESOLUTIONS.bundler, exactOptionalPropertyTypes: true };
    expect(await errorsOf('undefinedProps.tsx', 'exact', options)).toEqual([]);
  });
});
