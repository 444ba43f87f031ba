import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createGatewaySource } from 'chat-avatar';
import { createWawpEmulator } from 'chat-avatar/testing';
import { createWawpClient } from 'chat-avatar/wawp';
import type { PictureGatewayOptions } from 'chat-avatar-server';
import { createStorage } from 'unstorage';
import { afterEach, describe, expect, it } from 'vitest';
import { createApp as createExpressApp } from '../../examples/express/server.js';
import { createApp as createHonoApp } from '../../examples/hono/server.js';
import { createApp as createNodeApp } from '../../examples/node-http/server.js';
import { FACE } from '../../server/test/gateway/gateways.fixture.js';
import { root } from '../support/runCommand.js';
import { stubSource } from '../support/sources.js';

type Options = Partial<PictureGatewayOptions>;

const EXAMPLES: Record<string, (options: Options) => Server> = {
  Hono: (options) => createServer(getRequestListener(createHonoApp(options).fetch)),
  'Node’s own server': createNodeApp,
  Express: (options) => createServer(createExpressApp(options)),
};

const closing: Server[] = [];
afterEach(async () => {
  for (const server of closing.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

async function listen(server: Server): Promise<string> {
  closing.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.each(Object.entries(EXAMPLES))('the example in %s', (_, createExample) => {
  it('answers for Wawp, refreshes, and serves the pictures itself', async () => {
    const emulator = createWawpEmulator({ chats: 8 });
    const wawp = await listen(createServer(getRequestListener((request) => emulator.fetch(request))));
    const origin = await listen(
      createExample({
        source: createWawpClient({ instanceId: '1', accessToken: 'any', baseUrl: wawp }),
        storage: createStorage(),
        imageHosts: ['127.0.0.1'],
        dangerouslyAllowPrivateAddresses: true,
      }),
    );
    const source = createGatewaySource({ baseUrl: `${origin}/api/chat-pictures` });
    const pictures = await Promise.all(emulator.chats.map(({ id }) => source.getChatPicture(id)));
    const shown = pictures.findIndex(({ status }) => status === 'available');
    const picture = pictures[shown];
    const url = picture?.status === 'available' ? picture.url : '';
    expect(url.startsWith(`${origin}/api/chat-pictures/images/`)).toBe(true);
    const image = await fetch(url, { headers: { accept: 'image/avif' } });
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/avif']);
    expect((await image.arrayBuffer()).byteLength).toBe(Number(image.headers.get('content-length')));
    const refreshed = await source.getChatPicture(emulator.chats[shown]?.id ?? '', { refresh: true });
    expect(refreshed.status).toBe('available');
    expect((await fetch(`${origin}/elsewhere`)).status).toBe(404);
  });

  it('returns the answer of the gateway for a wrong path', async () => {
    const origin = await listen(createExample({ source: stubSource(() => FACE), storage: createStorage() }));
    for (const path of ['/images/%E0%A4%A', '/images/..%2f..%2fetc%2fpasswd', '/nothing']) {
      const response = await fetch(`${origin}/api/chat-pictures${path}`);
      expect([path, response.status]).toEqual([path, 404]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
  });
});

describe.each(['express', 'hono', 'node-http'])('node examples/%s/server.js', (example) => {
  it('prints its address, and needs nothing but the credentials in its environment', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'example-'));
    const start = join(root, 'test/examples/startExample.js');
    const child = spawn(process.execPath, [start, `${example}/server.js`], {
      cwd: folder,
      env: { ...process.env, PORT: '0', WAWP_INSTANCE_ID: '1', WAWP_ACCESS_TOKEN: 'any' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    try {
      const [line] = await once(child.stdout, 'data');
      const address = String(line).trim();
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/chat-pictures$/);
      const answer = await fetch(`${address}/pictures?chatId=123`);
      expect(await answer.json()).toMatchObject({ status: 400, code: 'invalid-chat-id' });
    } finally {
      child.kill();
      await exited;
      await rm(folder, { recursive: true });
    }
  });
});
