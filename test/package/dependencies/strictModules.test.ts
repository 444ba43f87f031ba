import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consumer, library, server } from '../consumer.js';

const execute = promisify(execFile);
let project: string;

/** Puts a link to an installed package into a `node_modules`. */
async function link(name: string, target: string, modules: string) {
  await mkdir(dirname(join(modules, name)), { recursive: true });
  await symlink(target, join(modules, name));
}

/**
 * Stores one of our packages as pnpm does: beside it are the packages that its manifest declares, and no others.
 *
 * @returns the folder of the package.
 */
async function store({ name, folder }: typeof library, beside: Record<string, string>) {
  const modules = join(project, 'node_modules/.store', name, 'node_modules');
  await cp(folder, join(modules, name), {
    recursive: true,
    filter: (path) => !path.slice(folder.length).includes('node_modules'),
  });
  for (const [dependency, target] of Object.entries(beside)) await link(dependency, target, modules);
  return join(modules, name);
}

async function installed(names: string[]): Promise<Record<string, string>> {
  const paths = names.map(
    async (name) => [name, await realpath(join(consumer, 'node_modules', name))] as const,
  );
  return Object.fromEntries(await Promise.all(paths));
}

beforeAll(async () => {
  project = await realpath(await mkdtemp(join(tmpdir(), 'strict-')));
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  // Nothing of React: a server does not install the peers of `chat-avatar`.
  const libraryFolder = await store(library, await installed(Object.keys(library.manifest.dependencies)));
  const others = Object.keys(server.manifest.dependencies).filter((name) => name !== library.name);
  const serverFolder = await store(server, { ...(await installed(others)), [library.name]: libraryFolder });
  await link(server.name, serverFolder, join(project, 'node_modules'));
});
afterAll(() => rm(project, { recursive: true }));

const inNode = (code: string) =>
  execute(process.execPath, ['--input-type=module', '--eval', code], { cwd: project });

describe('chat-avatar-server in a strict node_modules, without React', () => {
  it.each(server.moduleEntries)('imports %s', async (entry) => {
    const { stdout } = await inNode(
      `console.log(Object.keys(await import('${server.publicName(entry)}')).join());`,
    );
    expect(stdout).toContain(entry === '.' ? 'createPictureGateway' : 'enrichContacts');
  });

  it('starts every command, which loads chat-avatar', async () => {
    const main = join(
      project,
      'node_modules',
      server.name,
      server.manifest.bin?.['chat-avatar-server'] ?? '',
    );
    const { stdout } = await execute(process.execPath, [main, '--help'], { cwd: project });
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name ?? '');
    expect(commands).toEqual(expect.arrayContaining(['serve', 'enrich', 'faces', 'forget', 'emulate']));
    for (const command of commands) {
      const help = await execute(process.execPath, [main, command, '--help'], { cwd: project });
      expect(help.stdout, command).toContain('Usage: chat-avatar-server');
    }
  });

  it('loads the parts that wait for their first use', async () => {
    const { stdout } = await inNode(`
      import { createPictureGateway, createWawpClient, openStore } from 'chat-avatar-server';
      import { createRequire } from 'node:module';
      import { realpathSync } from 'node:fs';
      const from = createRequire(realpathSync('node_modules/chat-avatar-server') + '/dist/index.js');
      const { createWawpEmulator } = await import(from.resolve('chat-avatar/testing').replace('/cjs/', '/'));
      const emulator = createWawpEmulator({ chats: 3 });
      const source = createWawpClient({ instanceId: '1', accessToken: 'any', fetch: emulator.fetch });
      const [{ chatId }] = await source.getChatsOverview({ limit: 1 });
      const storage = await openStore('redis://127.0.0.1:1');
      await storage.dispose();
      const gateway = createPictureGateway({ source, authorize: () => true, fetchImage: emulator.fetch });
      const answer = await gateway.fetch(new Request('http://x/pictures?chatId=' + chatId));
      const { pictures: [{ picture }] } = await answer.json();
      const image = await gateway.fetch(new Request(new URL(picture.url, 'http://x')));
      console.log(picture.status, image.headers.get('content-type'));
      process.exit();
    `);
    expect(stdout).toMatch(/^available image\//);
  });
});
