import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../support/runCommand.js';
import { createReleaseRepository, LIBRARY, type ReleaseRepository, SERVER } from './releaseRepository.js';

let repository: ReleaseRepository;

beforeEach(async () => {
  repository = await createReleaseRepository();
  await git('init', '--initial-branch', 'main');
  await git('add', '.');
  await git('commit', '--message', 'Start');
});
afterEach(() => repository[Symbol.asyncDispose]());

const git = (...args: string[]) =>
  repository.run('git', '-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args);

/** Releases one changeset. */
async function version(release: string, summary: string) {
  await writeFile(join(repository.folder, '.changeset/own.md'), `---\n${release}\n---\n\n${summary}\n`);
  await repository.run(join(root, 'node_modules/.bin/changeset'), 'version');
}

describe('changeset version', () => {
  it('gives both packages one version, and the server that version of the library', async () => {
    const { version: before } = await repository.readManifest(LIBRARY);
    await version("'chat-avatar': minor", 'A new prop.');
    const library = await repository.readManifest(LIBRARY);
    const server = await repository.readManifest(SERVER);
    const [major, minor] = before.split('.').map(Number);
    expect(library.version).toBe(`${major}.${minor + 1}.0`);
    expect(server.version).toBe(library.version);
    expect(server.dependencies['chat-avatar']).toBe(`^${library.version}`);
  });

  it('adds the text of a changeset to its changelog, and changes no line of earlier releases', async () => {
    const before = await repository.readText(join(SERVER, 'CHANGELOG.md'));
    await version("'chat-avatar-server': patch", '`serve` closes\nits connections one after another.');
    const after = await repository.readText(join(SERVER, 'CHANGELOG.md'));
    expect(after).toMatch(
      /^# Changelog\n\n## \d+\.\d+\.\d+\n\n### Patch Changes\n\n- `serve` closes\n {2}its con/,
    );
    expect(after.endsWith(before.slice(before.indexOf('## ')))).toBe(true);
  });

  it('changes no private workspace', async () => {
    await version("'chat-avatar': major", 'Another shape of `ChatPicture`.');
    const { stdout: workspaces } = await git('ls-files', '--', 'examples', 'test');
    const { stdout: changes } = await git('status', '--porcelain', '--', 'examples', 'test');
    expect(workspaces).toContain('examples/nextjs/package.json');
    expect(changes).toBe('');
  });
});
