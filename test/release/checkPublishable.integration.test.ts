import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReleaseRepository, LIBRARY, type ReleaseRepository, SERVER } from './releaseRepository.js';

const execute = promisify(execFile);
const REPOSITORY = 'https://git.example/acme/faces';

let repository: ReleaseRepository;

beforeEach(async () => {
  repository = await createReleaseRepository();
});
afterEach(() => repository[Symbol.asyncDispose]());

const setRepository = (address: string) =>
  repository.run(process.execPath, join(repository.folder, 'build/setRepository.js'), address);

/** The problems that stop a release, or "none". */
async function problems(environment: Record<string, string> = {}): Promise<string> {
  const variables = Object.entries({ GITHUB_REF_TYPE: 'branch', ...environment }).map(
    ([name, value]) => `${name}=${value}`,
  );
  const script = join(repository.folder, 'build/checkPublishable.js');
  return repository.run('env', ...variables, process.execPath, script).then(
    () => 'none',
    ({ code, stderr }) => `${code}: ${stderr}`,
  );
}

describe('the check before publishing', () => {
  it.each([LIBRARY, SERVER])('stops `npm publish` of the package in "%s"', async (path) => {
    const publish = execute('npm', ['publish', '--dry-run'], { cwd: join(repository.folder, path) });
    await expect(publish).rejects.toThrow('Not ready to publish');
  });

  it.each([LIBRARY, SERVER])(
    'stops while an address is missing in the manifest of "%s", and names the fix',
    async (path) => {
      await setRepository(REPOSITORY);
      for (const field of ['repository', 'homepage', 'bugs']) {
        const manifest = await repository.readManifest(path);
        const file = join(repository.folder, path, 'package.json');
        await writeFile(file, JSON.stringify({ ...manifest, [field]: undefined }));
        const found = await problems();
        expect(found).toMatch(/^1: Not ready to publish:/);
        expect(found).toContain(`${manifest.name} has no "${field}"`);
        expect(found).toContain('npm run release:repository https://');
        await writeFile(file, JSON.stringify(manifest));
      }
      expect(await problems()).toBe('none');
    },
  );

  it('stops while a changeset is in no changelog', async () => {
    await setRepository(REPOSITORY);
    await writeFile(
      join(repository.folder, '.changeset/own.md'),
      "---\n'chat-avatar': minor\n---\n\nA prop.\n",
    );
    expect(await problems()).toContain(
      '.changeset/own.md is not in a changelog: run "npm run release:version"',
    );
  });

  it('stops when the versions differ, or the tag names another one', async () => {
    await setRepository(REPOSITORY);
    const { version } = await repository.readManifest(LIBRARY);
    expect(await problems({ GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: `v${version}` })).toBe('none');
    expect(await problems({ GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v9.9.9' })).toContain(
      `the tag is v9.9.9 and the version ${version}`,
    );
    const manifest = await repository.readManifest(SERVER);
    await writeFile(
      join(repository.folder, SERVER, 'package.json'),
      JSON.stringify({ ...manifest, version: '9.9.9' }),
    );
    expect(await problems()).toContain(`the packages have different versions: ${version}, 9.9.9`);
  });
});

describe('npm run release:repository', () => {
  it.each([REPOSITORY, `${REPOSITORY}/`, `${REPOSITORY}.git`])(
    'fills in both manifests from %s',
    async (address) => {
      await setRepository(address);
      expect(await repository.readManifest(LIBRARY)).toMatchObject({
        homepage: `${REPOSITORY}#readme`,
        bugs: `${REPOSITORY}/issues`,
        repository: { type: 'git', url: `git+${REPOSITORY}.git` },
      });
      expect(await repository.readManifest(SERVER)).toMatchObject({
        homepage: `${REPOSITORY}/tree/main/server#readme`,
        bugs: `${REPOSITORY}/issues`,
        repository: { type: 'git', url: `git+${REPOSITORY}.git`, directory: 'server' },
      });
    },
  );

  it('changes no other field, and writes the same file when it runs again', async () => {
    const before = await repository.readManifest(SERVER);
    await setRepository(REPOSITORY);
    const once = await repository.readText(join(SERVER, 'package.json'));
    const { homepage, bugs, repository: _, ...others } = JSON.parse(once);
    expect(others).toEqual(before);
    await setRepository(REPOSITORY);
    expect(await repository.readText(join(SERVER, 'package.json'))).toBe(once);
  });

  it.each(['', 'acme/faces', 'http://git.example/acme/faces', 'https://git.example'])(
    'refuses %j',
    async (address) => {
      const before = await repository.readText(join(LIBRARY, 'package.json'));
      await expect(setRepository(address)).rejects.toThrow('https://github.com/OWNER/NAME');
      expect(await repository.readText(join(LIBRARY, 'package.json'))).toBe(before);
    },
  );
});
