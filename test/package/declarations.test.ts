import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/runCommand.js';
import { consumer } from './consumer.js';

const folder = join(consumer, 'declarations');
const RESOLUTIONS = {
  node16: { module: 'node16', moduleResolution: 'node16' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

describe('the declarations', () => {
  beforeAll(async () => {
    await mkdir(folder);
    await copyFile(join(import.meta.dirname, 'publicSurface.tsx'), join(folder, 'publicSurface.tsx'));
  });

  it.each(Object.entries(RESOLUTIONS))(
    'type a program under %s, checked with the libraries',
    async (name, options) => {
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
      await writeFile(path, JSON.stringify({ compilerOptions, files: ['publicSurface.tsx'] }));
      const { output } = await runCommand('tsc', ['--project', path]);
      expect(output).toBe('');
    },
  );
});
