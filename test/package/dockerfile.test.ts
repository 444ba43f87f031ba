import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { access, chown, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createWawpEmulator } from 'chat-avatar/testing';
import { expect, inject, it, onTestFinished } from 'vitest';
import { root } from '../support/runCommand.js';
import { writeLockedProject } from './lockedProject.js';

const SECRET = 'a-secret-for-callers';
const TOKEN = 'a-token-of-the-test';

/** Not root, as the user `node` of the image. */
const USER = 1000;
const isRoot = process.getuid?.() === 0;

/** A namespace of its own, in which mounts may change. */
const UNSHARE = isRoot ? ['--mount'] : ['--mount', '--map-root-user'];
const AS_USER = isRoot ? [`--reuid=${USER}`, `--regid=${USER}`, '--clear-groups'] : [];

/**
 * Runs its arguments as in a container with a read-only root file system and one volume, `$0`: no user but USER, no capability. Ends with 9 if
 * the file system stays writable.
 */
const SCRIPT = `
mount --bind "$0" "$0" || exit 9
mount -o remount,bind,ro / || exit 9
if [ "$(stat -f -c %i /)" != "$(stat -f -c %i "$PWD")" ]; then mount --bind "$PWD" "$PWD" && mount -o remount,bind,ro "$PWD" || exit 9; fi
cd "$PWD"
touch "$PWD/probe" 2>/dev/null && exit 9
exec setpriv ${AS_USER.join(' ')} --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
`;

/** The lines of the Dockerfile with one instruction. */
async function instructions() {
  const lines = (await readFile(join(root, 'server/docs/deploy/Dockerfile'), 'utf8')).split('\n');
  return (name: string) =>
    lines.flatMap((line) => (line.startsWith(`${name} `) ? line.slice(name.length + 1) : []));
}

/** Every path below a folder. */
async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.sort();
}

it('the commands of the Dockerfile install a gateway that runs without root, with nothing writable but its volume', {
  timeout: 600_000,
}, async ({ annotate }) => {
  const home = await mkdtemp(join(tmpdir(), 'dockerfile-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const [app, volume] = [join(home, 'app'), join(home, 'data')];
  await mkdir(app);
  await writeLockedProject(app, []);
  const get = await instructions();

  // RUN, with the packed packages, in folders of the test, and for a user who exists on this machine.
  const [command = '', ...more] = get('RUN');
  expect(more).toEqual([]);
  expect(command).toMatch(/^npm install .* chat-avatar-server && mkdir \/data && chown node:node \/data$/);
  const here = command
    .replace('chat-avatar-server', inject('tarballs').join(' '))
    .replace('chown node:node', isRoot ? `chown ${USER}:${USER}` : 'ls -d')
    .replaceAll('/data', volume);
  const environment = { ...process.env, NODE_ENV: 'production', npm_config_prefer_offline: 'true' };
  execFileSync('sh', ['-c', here], { cwd: app, env: environment, stdio: 'pipe' });
  if (isRoot) await chown(home, USER, USER);

  const emulator = createWawpEmulator({ chats: 12, accessToken: TOKEN });
  const wawp = await new Promise<{ origin: string; close(): void }>((listening) => {
    const fetch = (request: Request) => emulator.fetch(request);
    const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      listening({ origin: `http://127.0.0.1:${port}`, close: () => server.close() }),
    );
  });
  onTestFinished(wawp.close);

  // ENTRYPOINT and CMD, as USER.
  expect(get('USER')).toEqual(['node']);
  const words = (name: string): string[] => JSON.parse(get(name)[0] ?? '[]');
  const [program, ...entry] = words('ENTRYPOINT');
  expect(program).toBe('node');
  const args = words('CMD').map((word) => word.replace('/data', volume));
  const local = ['--port', '0', '--image-host', '127.0.0.1', '--dangerously-allow-private-addresses'];
  const run = [process.execPath, ...entry, ...args, ...local];
  const canMount =
    spawnSync('unshare', [...UNSHARE, 'sh', '-c', SCRIPT, volume, 'true'], { cwd: app }).status === 0;
  if (!canMount)
    await annotate(
      'This machine permits no namespace of mounts: the files of the gateway are compared in place of a read-only root.',
    );
  const before = await filesIn(app);
  const gateway = canMount ? ['unshare', ...UNSHARE, 'sh', '-c', SCRIPT, volume, ...run] : run;
  const [started = '', ...rest] = gateway;
  const child = spawn(started, rest, {
    cwd: app,
    ...(isRoot && !canMount && { uid: USER, gid: USER }),
    env: {
      PATH: process.env.PATH,
      HOME: '/nonexistent',
      WAWP_INSTANCE_ID: '1',
      WAWP_ACCESS_TOKEN: TOKEN,
      WAWP_BASE_URL: wawp.origin,
      CHAT_AVATAR_SECRET: SECRET,
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const ended = once(child, 'close');
  await expect.poll(() => output).toMatch(/listens on http:\S+:\d+/);
  const [, port] = /listens on http:\S+:(\d+)/.exec(output) ?? [];
  const origin = `http://127.0.0.1:${port}`;
  expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({ status: 'ready', store: 'ok' });
  const { id } = emulator.chats.find(({ scenario }) => scenario === 'picture') ?? { id: '' };
  const answer = await fetch(`${origin}/pictures?chatId=${id}`, {
    headers: { authorization: `Bearer ${SECRET}`, accept: 'application/json' },
  });
  const [{ picture }] = (await answer.json()).pictures;
  expect(picture).toMatchObject({ status: 'available' });
  const image = await fetch(new URL(picture.url, origin), { headers: { accept: 'image/webp' } });
  expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/webp']);
  child.kill('SIGTERM');
  expect((await ended)[0], output).toBe(0);
  expect(output).not.toMatch(/"level":[45]0/);
  // Its only files are in the volume. Where no namespace is permitted, this alone proves that a read-only root is enough.
  await access(join(volume, 'chats', id));
  expect(await filesIn(app)).toEqual(before);
});
