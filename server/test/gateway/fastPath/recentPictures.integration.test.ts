import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPictureGateway, type PictureGatewayOptions, toNodeHandler } from 'chat-avatar-server';
import { forgetChat } from 'chat-avatar-server/enricher';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { stubSource } from '../../../../test/support/sources.js';
import { type HttpServer, startHttpServer } from '../../../../test/support/startHttpServer.js';
import { removeStore } from '../../support/removeStore.js';
import { FACE, faceOf, faces, JOHN, MONA, only, query, SHOWN } from '../gateways.fixture.js';

const NONE = { status: 'none', reason: 'empty' };
const NOON = Date.parse('2026-11-01T12:00:00Z');
const HOUR = 60 * 60 * 1000;

let storage: string;
let servers: HttpServer[] = [];
beforeEach(async () => {
  storage = await mkdtemp(join(tmpdir(), 'recent-'));
  // The second of the cache passes only when a test says so.
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(async () => {
  vi.useRealTimers();
  for (const server of servers) await server.close();
  servers = [];
  await removeStore(storage);
});

/** A gateway on node:http on the folder, as `get` and `refresh`. It has answered for these chats already. */
async function start(options: Partial<PictureGatewayOptions> = {}) {
  const gateway = createPictureGateway({
    source: faces(),
    authorize: () => true,
    storage,
    now: () => NOON,
    ...options,
  });
  const server = await startHttpServer(toNodeHandler(gateway));
  servers.push(server);
  const get = (...chatIds: string[]) => fetch(`${server.origin}/pictures?${query(chatIds)}`);
  const shown = async () => (await only(get(JOHN))).picture;
  for (let time = 0; time < 3; time += 1) await shown();
  const refresh = () =>
    fetch(`${server.origin}/pictures/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chatId: JOHN }),
    });
  return { get, shown, refresh };
}

/** What another process does when the owner has hidden the picture. */
async function hideByAnotherProcess() {
  const file = join(storage, 'chats', JOHN);
  const { image, ...record } = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...record, status: 'restricted' }));
}

it('sends the answer of the last second again, and shows what another process writes after a second', async () => {
  const { shown } = await start();
  await hideByAnotherProcess();
  vi.advanceTimersByTime(999);
  expect(await shown()).toEqual(SHOWN);
  vi.advanceTimersByTime(1);
  expect(await shown()).toEqual({ status: 'restricted' });
});

it('shows at once what a refresh by this process has found', async () => {
  let answer = FACE;
  const source = stubSource(() => answer);
  const one = await start({ source });
  const other = await start({ source });
  const { url } = await one.shown();
  answer = faceOf(0xff0000);
  expect((await other.refresh()).status).toBe(200);
  expect((await other.shown()).url).not.toBe(url);
  expect((await one.shown()).url).not.toBe(url);
});

it('shows at once that this process has forgotten a chat', async () => {
  const { shown } = await start();
  expect(await shown()).toEqual(SHOWN);
  await forgetChat({ storage, chatId: JOHN, block: true });
  expect(await shown()).toMatchObject(NONE);
});

it('shows a chat that was forgotten while authorize was deciding as forgotten', async () => {
  let decide: (() => Promise<void>) | undefined;
  const { shown } = await start({
    authorize: async () => {
      await decide?.();
      return true;
    },
  });
  decide = async () => {
    decide = undefined;
    await forgetChat({ storage, chatId: JOHN, block: true });
  };
  expect(await shown()).toMatchObject(NONE);
});

it('asks authorize about each request, and refuses like the router', async () => {
  const seen: boolean[] = [];
  let isAllowed = true;
  const { get } = await start({
    authorize: () => {
      seen.push(isAllowed);
      return isAllowed;
    },
  });
  isAllowed = false;
  const answers = [await get(JOHN), await get(MONA)].map(async (response) => [
    response.status,
    Object.fromEntries([...response.headers].filter(([name]) => name !== 'date')),
    await response.json(),
  ]);
  const [recent, routed] = await Promise.all(answers);
  expect(recent?.[0]).toBe(403);
  expect(recent).toEqual(routed);
  expect(seen).toEqual([true, true, true, false, false]);
});

it('asks the source again when the wall clock says that a day has passed', async () => {
  let now = NOON;
  const source = faces();
  const { shown } = await start({ source, now: () => now });
  expect(source.asked(JOHN)).toBe(1);
  now += 25 * HOUR;
  await shown();
  expect(source.asked(JOHN)).toBe(2);
});
