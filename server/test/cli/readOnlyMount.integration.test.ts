import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createWawpEmulator } from 'chat-avatar/testing';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { LOCAL } from './serve.fixture.js';

/** A user namespace with its own mounts, which Linux permits most users. */
const NAMESPACE = ['--map-root-user', '--mount'];
const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', [...NAMESPACE, 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0;

/** Runs a command over a file system of its own, which each line `ro` or `rw` mounts again; `ls` prints its files. */
const SCRIPT = `
store=$0
mount -t tmpfs tmpfs "$store" || exit 9
if [ "$FIRST" = ro ]; then mount -o remount,ro "$store"; exec "$@"; fi
"$@" &
while read -r line; do
  case $line in
    ls) find "$store" -type f; echo 'end of list' ;;
    *) mount -o "remount,$line" "$store" && echo "mounted $line" ;;
  esac
done
kill $!
wait $!
`;

const TOKEN = 'a-token-of-the-test';

let folder: string;
/** Chats with a picture. */
let chats: string[];
let origin: string;
let wawp: ReturnType<typeof serve>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-only-mount-'));
  const emulator = createWawpEmulator({ chats: 12, accessToken: TOKEN });
  chats = emulator.chats.filter(({ scenario }) => scenario === 'picture').map(({ id }) => id);
  const fetch = (request: Request) => emulator.fetch(request);
  origin = await new Promise((listening) => {
    wawp = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      listening(`http://127.0.0.1:${port}`),
    );
  });
});
afterAll(async () => {
  wawp.close();
  await rm(folder, { recursive: true });
});

/** `chat-avatar-server …` with its store on the file system. */
function runMounted(first: 'ro' | 'rw', ...args: string[]) {
  const account = { WAWP_INSTANCE_ID: '1', WAWP_ACCESS_TOKEN: TOKEN, WAWP_BASE_URL: origin };
  const command = ['sh', '-c', SCRIPT, folder, process.execPath, inject('cli'), ...args, '--store', folder];
  const child = spawn('unshare', [...NAMESPACE, ...command], {
    env: { ...process.env, NO_COLOR: '1', FIRST: first, ...account },
  });
  let output = '';
  const add = (text: string) => {
    output += text;
  };
  child.stdout.setEncoding('utf8').on('data', add);
  child.stderr.setEncoding('utf8').on('data', add);
  return {
    child,
    output: () => output,
    ended: once(child, 'close').then(([code]) => code),
    /** Waits for a text after the first `from` characters. */
    printed: async (pattern: RegExp, from = 0) => {
      const match = () => pattern.exec(output.slice(from));
      await expect.poll(match).not.toBeNull();
      return match() ?? [];
    },
  };
}

it.runIf(canMount)(
  'serve goes on when its file system becomes read-only, and stores when it is writable again',
  { timeout: 120_000 },
  async () => {
    const { child, ended, printed, output } = runMounted('rw', 'serve', '--port', '0', ...LOCAL);
    const [, address = ''] = await printed(/listens on (http:\S+)/);
    const look = async (chatId: string) => {
      const headers = { accept: 'application/json' };
      const answer = await fetch(`${address}/pictures?chatId=${chatId}`, { headers });
      const [{ picture }] = (await answer.json()).pictures;
      const image = await fetch(new URL(picture.url, address));
      return [picture.status, image.status, (await image.arrayBuffer()).byteLength > 0];
    };
    const [anna = '', bert = ''] = chats;
    const shown = ['available', 200, true];
    expect(await look(anna)).toEqual(shown);

    child.stdin.write('ro\n');
    await printed(/mounted ro/);
    expect(await look(bert)).toEqual(shown);
    expect(await look(anna)).toEqual(shown);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    await printed(/"store-failed"/);
    expect(output()).toMatch(
      /The file system of the picture store is read-only\. Mount it writable[^"]*\(EROFS\)/,
    );

    child.stdin.write('rw\n');
    await printed(/mounted rw/);
    await expect
      .poll(
        async () => {
          // What could not be written is written with the next look at any chat.
          await look(anna);
          const from = output().length;
          child.stdin.write('ls\n');
          await printed(/end of list/, from);
          return output().slice(from);
        },
        { timeout: 30_000 },
      )
      .toContain(`/chats/${bert}\n`);
    child.stdin.end();
    expect(await ended).toBe(0);
  },
);

it.runIf(canMount)('enrich and serve do not start on a read-only file system, and name it', async () => {
  for (const args of [
    ['enrich', '--top', '3'],
    ['serve', '--port', '0'],
  ]) {
    const { ended, output } = runMounted('ro', ...args, ...LOCAL);
    expect(await ended).toBe(1);
    expect(output()).toMatch(
      /^--store: The file system of the picture store is read-only\. Mount it writable.*\(EROFS\)\n$/,
    );
  }
});
