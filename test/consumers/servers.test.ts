import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { readCodeBlocks } from '../docs/codeBlocks.js';
import { JOHN } from '../support/chats.js';
import { root } from '../support/runCommand.js';
import { type Server, startServer } from './support/startServer.js';

const BASE_PATH = '/api/chat-pictures';

/** The gateway of the recipes, on an emulator in place of Wawp. */
const GATEWAY = `
import { createWawpEmulator } from 'chat-avatar/testing';
import { createPictureGateway, createWawpClient } from 'chat-avatar-server';

const { fetch } = createWawpEmulator();
export const gateway = createPictureGateway({
  source: createWawpClient({ instanceId: '1', accessToken: 'token', fetch }),
  basePath: '${BASE_PATH}',
  authorize: (request) => request.headers.get('x-agent') === 'ada',
  fetchImage: fetch,
});
`;

/** How each application of the document is started. `app` is what its recipe exports. */
const START: Record<string, string> = {
  fastify: 'await app.listen({ host: "127.0.0.1", port: 0 }); say(app.server.address().port);',
  koa: 'const server = app.listen(0, "127.0.0.1", () => say(server.address().port));',
  h3: `import { createServer } from 'node:http';
import { toNodeHandler } from 'h3';
const server = createServer(toNodeHandler(app)).listen(0, '127.0.0.1', () => say(server.address().port));`,
  hapi: 'await app.start(); say(app.info.port);',
};

const importOf = (name: string) => `import { app } from './${name}.js';`;
const SAY = 'const say = (port) => console.log("http://127.0.0.1:" + port);';

const recipes = readCodeBlocks(join(root, 'server/docs/frameworks.md')).flatMap(({ language, code }) => {
  const [, name] = /^\/\/ (\w+)\.js\n/.exec(code) ?? [];
  return language === 'js' && name ? [{ name, code }] : [];
});

let folder: string;
let server: Server | undefined;

beforeAll(async () => {
  folder = join(inject('consumers'), 'servers');
  await mkdir(folder);
  await writeFile(join(folder, 'gateway.js'), GATEWAY);
  for (const { name, code } of recipes) {
    await writeFile(join(folder, `${name}.js`), code);
    await writeFile(join(folder, `start-${name}.js`), [importOf(name), SAY, START[name]].join('\n'));
  }
});

afterEach(() => server?.stop());

it('the document has a recipe for each framework that needs one', () => {
  expect(recipes.map(({ name }) => name).sort()).toEqual(Object.keys(START).sort());
});

describe.each(recipes)('the gateway in $name, as the document says', ({ name }) => {
  it('serves pictures and images, refreshes, and asks authorize', async () => {
    server = await startServer([`start-${name}.js`], folder, { PORT: '0' });
    const ask = (path: string, init?: RequestInit) =>
      fetch(new URL(path, server?.origin), { ...init, headers: { 'x-agent': 'ada', ...init?.headers } });

    const { pictures } = await (await ask(`${BASE_PATH}/pictures?chatId=${JOHN}`)).json();
    const image = await ask(pictures[0].picture.url);
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect((await image.arrayBuffer()).byteLength).toBeGreaterThan(100);

    const refresh = (body: string) =>
      ask(`${BASE_PATH}/pictures/refresh`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    const refreshed = await refresh(JSON.stringify({ chatId: JOHN }));
    expect([refreshed.status, (await refreshed.json()).chatId]).toEqual([200, JOHN]);
    const broken = await refresh('{');
    expect([broken.status, broken.headers.get('content-type')]).toEqual([400, 'application/problem+json']);

    const refused = await ask(`${BASE_PATH}/pictures?chatId=${JOHN}`, { headers: { 'x-agent': 'eve' } });
    expect(refused.status).toBe(403);
    expect((await ask(`${BASE_PATH}/nothing`)).headers.get('content-type')).toBe('application/problem+json');
  });
});
