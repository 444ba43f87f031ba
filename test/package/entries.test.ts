import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { consumer, entryFile, manifest, moduleEntries, publicName } from './consumer.js';

const execute = promisify(execFile);

/** Plain Node, in the user's project: no bundler and no aliases. */
async function inNode(script: string) {
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await execute(process.execPath, args, { cwd: consumer });
  return JSON.parse(stdout);
}

const namesOf = (name: string) =>
  `console.log(JSON.stringify(Object.keys(await import(${JSON.stringify(name)})).sort()));`;

describe('the installed package', () => {
  it.each(moduleEntries)('imports %s in plain Node, with the exports that are on record', async (entry) => {
    const names: string[] = await inNode(namesOf(publicName(entry)));
    const record = `exports/${entry.replace(/^\.\/?/, '') || 'index'}.txt`;
    await expect(`${names.join('\n')}\n`).toMatchFileSnapshot(record);
  });

  it.each(moduleEntries)('has declarations for %s', (entry) => {
    expect(readFileSync(entryFile(entry).replace(/\.js$/, '.d.ts'), 'utf8')).toMatch(/export/);
  });

  it('resolves the stylesheet and the manifest', async () => {
    const urls: string[] = await inNode(
      "console.log(JSON.stringify(['chat-avatar/styles.css', 'chat-avatar/package.json'].map(import.meta.resolve)));",
    );
    for (const url of urls) expect(existsSync(new URL(url)), url).toBe(true);
    expect(readFileSync(entryFile('./styles.css', 'default'), 'utf8')).toContain('[data-chat-avatar]');
  });

  it('keeps everything else to itself', async () => {
    await expect(inNode("await import('chat-avatar/dist/index.js');")).rejects.toThrow(
      /ERR_PACKAGE_PATH_NOT_EXPORTED/,
    );
  });

  it.each(Object.keys(manifest.bin))('runs npx %s --help', async (command) => {
    const { stdout } = await execute('npx', ['--no-install', command, '--help'], { cwd: consumer });
    expect(stdout).toContain(`Usage: ${command}`);
  });
});
