import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGatewaySource } from 'chat-avatar';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LOCAL, prepareServe, started } from '../../../server/test/cli/serve.fixture.js';
import { EVENTUALLY } from '../../support/eventually.js';
import { installNginx } from '../../support/installServers.js';
import { freePort } from '../../support/redis.js';
import { startHttpServer } from '../../support/startHttpServer.js';
import { readDeployFile } from './files.js';

const fixture = prepareServe();
const SECRET = 'a-secret-for-callers';
/** The cookies of the sessions of two agents. */
const SESSIONS: Record<string, string> = { 'session=agent': 'agent-1', 'session=other': 'agent-2' };
const COOKIE = { cookie: 'session=agent' };

let folder: string;
let application: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nginx-'));
  application = createServer((request, response) => {
    const user = SESSIONS[request.headers.cookie ?? ''];
    response.writeHead(user ? 204 : 401, user ? { 'x-user': user } : {}).end();
  });
  await once(application.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  application.close();
  await rm(folder, { recursive: true });
});

/** Runs nginx with the file of the documents, between this test and a gateway. */
async function startNginx(gateway: string) {
  const program = await installNginx();
  const port = await freePort();
  await mkdir(join(folder, 'logs'), { recursive: true });
  await writeFile(join(folder, 'secret.conf'), `proxy_set_header Authorization "Bearer ${SECRET}";\n`);
  const site = readDeployFile('nginx.conf')
    .replace('/var/cache/nginx/chat-avatar', join(folder, 'cache'))
    .replace('/etc/nginx/chat-avatar-secret.conf', join(folder, 'secret.conf'))
    .replace('server 127.0.0.1:4000;', `server ${new URL(gateway).host};`)
    .replace('http://127.0.0.1:3000', `http://127.0.0.1:${(application.address() as AddressInfo).port}`)
    .replace('listen 80;', `listen 127.0.0.1:${port};`);
  expect(site.replaceAll(/^\s*#.*$/gm, '')).not.toMatch(/\/etc\/|\/var\/|:3000\b|:4000\b/);
  // Of root, nginx starts workers of another user, to whom the folder of this test is closed.
  const workers = process.getuid?.() === 0 ? 'user root;\n' : '';
  const file = join(folder, 'nginx.conf');
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join('\n');
  await writeFile(
    file,
    `${workers}daemon off;\npid ${join(folder, 'pid')};\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${paths}\n${site}\n}\n`,
  );
  const nginx = spawn(program, ['-p', folder, '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  nginx.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const exited = once(nginx, 'exit');
  const origin = `http://127.0.0.1:${port}`;
  await vi.waitFor(async () => {
    expect(nginx.exitCode, log).toBeNull();
    await fetch(origin);
  }, EVENTUALLY);
  return {
    origin,
    async [Symbol.asyncDispose]() {
      nginx.kill('SIGTERM');
      await exited;
    },
  };
}

/** The options that the first lines of the file name. */
function serveOptions(): string[] {
  const [head = ''] = readDeployFile('nginx.conf').split('proxy_cache_path');
  return [...head.matchAll(/--[a-z-]+(?: [/A-Z][\w/-]*)?/g)].flatMap(([option]) => option.split(' '));
}

describe('nginx.conf', () => {
  it('names the options of chat-avatar-serve.service', () => {
    const service = readDeployFile('chat-avatar-serve.service');
    expect(service).toContain(` serve ${serveOptions().join(' ')}\n`);
  });

  it('gives each agent a share of the rate limit, and replaces the user that a browser sends', async () => {
    const wawp = await startHttpServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"url":null}');
    });
    const environment = {
      ...fixture.account(),
      WAWP_BASE_URL: wawp.origin,
      CHAT_AVATAR_SECRET: SECRET,
    };
    const store = ['--store', join(folder, 'shares')];
    const gateway = await started(fixture.run(environment, ...serveOptions(), ...store));
    await using proxy = await startNginx(gateway);
    const baseUrl = `${proxy.origin}/api/chat-pictures`;
    const refused = async (cookie: string, first: number, count: number) => {
      const sources = Array.from({ length: 4 }, (_, user) =>
        createGatewaySource({ baseUrl, headers: { cookie, 'x-chat-avatar-user': `spoofed-${user}` } }),
      );
      const asked = Array.from({ length: count }, (_, index) =>
        sources[index % sources.length]?.getChatPicture(`${first + index}@c.us`).then(
          () => undefined,
          ({ code }: { code: string }) => code,
        ),
      );
      return (await Promise.all(asked)).filter((code) => code !== undefined);
    };
    // 150 of 600 requests a minute.
    expect(await refused('session=agent', 201_100_000_000, 170)).toEqual(Array(20).fill('rate-limited'));
    expect(await refused('session=other', 201_200_000_000, 100)).toEqual([]);
    await wawp.close();
  });

  it('serves signed-in agents alone, refreshes, and keeps images', async () => {
    const environment = { ...fixture.account(), CHAT_AVATAR_SECRET: SECRET };
    const gateway = await started(fixture.run(environment, ...serveOptions(), ...LOCAL));
    await using proxy = await startNginx(gateway);
    const baseUrl = `${proxy.origin}/api/chat-pictures`;
    const chatId = fixture.emulator.chats.find(({ scenario }) => scenario === 'picture')?.id ?? '';

    const stranger = createGatewaySource({ baseUrl });
    await expect(stranger.getChatPicture(chatId)).rejects.toMatchObject({ code: 'unauthorized' });

    const agent = createGatewaySource({ baseUrl, headers: { ...COOKIE, origin: proxy.origin } });
    const picture = await agent.getChatPicture(chatId);
    const refreshed = await agent.getChatPicture(chatId, { refresh: true });
    expect([picture.status, refreshed.status]).toEqual(['available', 'available']);

    const url = picture.status === 'available' ? picture.url : '';
    expect(url.startsWith(baseUrl)).toBe(true);
    const [first, second] = [await fetch(url), await fetch(url)];
    expect([first.status, first.headers.get('x-cache')]).toEqual([200, 'MISS']);
    expect([second.status, second.headers.get('x-cache')]).toEqual([200, 'HIT']);
    expect(second.headers.get('cache-control')).toMatch(/^private/);
    const avif = await fetch(url, { headers: { accept: 'image/avif' } });
    expect([avif.headers.get('content-type'), avif.headers.get('x-cache')]).toEqual(['image/avif', 'MISS']);
    const unsigned = await fetch(url.replace(/sig=[^&]+/, 'sig=none'));
    expect([unsigned.status, unsigned.headers.get('x-cache')]).toEqual([403, null]);
  });
});
