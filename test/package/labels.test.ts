import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { consumer } from './consumer.js';

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'he', 'hi', 'id', 'it', 'pt', 'ru', 'tr', 'ur', 'zh'];

it('gives the labels of each language to import and to require', async () => {
  const script = `
    const { createRequire } = await import('node:module');
    const require = createRequire(process.cwd() + '/own.js');
    const texts = {};
    for (const language of ${JSON.stringify(LANGUAGES)}) {
      const name = 'chat-avatar/labels/' + language;
      texts[language] = [(await import(name))[language].group, require(name)[language].group];
    }
    console.log(JSON.stringify(texts));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: consumer,
  });
  const texts: Record<string, string[]> = JSON.parse(stdout);
  expect(Object.keys(texts)).toEqual(LANGUAGES);
  for (const [imported, required] of Object.values(texts)) expect(imported).toBe(required);
  expect(new Set(Object.values(texts).flat()).size).toBeGreaterThan(8);
});
