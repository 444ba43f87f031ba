import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGatewaySource } from 'chat-avatar';
import { afterEach, expect, it } from 'vitest';
import { startRedis } from '../../../test/support/redis.js';
import { startS3 } from '../../../test/support/s3.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { removeStore } from '../support/removeStore.js';
import { runCliIn } from './runCli.js';
import { LOCAL, prepareServe, started } from './serve.fixture.js';

let place: Place | undefined;

// Before the fixture, so that it runs last: the processes have ended then.
afterEach(() => place?.stop());

const fixture = prepareServe();

interface Place {
  location: string;
  environment: Record<string, string>;
  stop(): Promise<void>;
}

const places: Record<string, () => Promise<Place>> = {
  'a folder': async () => {
    const folder = await mkdtemp(join(tmpdir(), 'forget-'));
    return { location: folder, environment: {}, stop: () => removeStore(folder) };
  },
  'a Redis': async () => {
    const { url, stop } = await startRedis();
    return { location: url, environment: {}, stop };
  },
  'an S3 bucket': async () => {
    const { bucket, environment, stop } = await startS3();
    return { location: `s3://${bucket}/faces`, environment, stop };
  },
};

/** Each way to ask for an image. */
const REQUESTS: Record<string, RequestInit> = {
  GET: {},
  HEAD: { method: 'HEAD' },
  'If-None-Match': { headers: { 'if-none-match': '*' } },
};

it.each(Object.keys(places))(
  'two processes on %s stop serving a forgotten and blocked picture within 5 s, and store it no more',
  async (name) => {
    place = await (places[name] as () => Promise<Place>)();
    const { location } = place;
    const environment = { ...fixture.account(), ...place.environment };
    const run = () => started(fixture.run(environment, '--store', location, ...LOCAL));
    const gateways = [await run(), await run()];
    const [forgotten = '', other = ''] = fixture.emulator.chats
      .filter(({ scenario }) => scenario === 'picture')
      .map(({ id }) => id);
    const look = (baseUrl: string, chatId: string) => createGatewaySource({ baseUrl }).getChatPicture(chatId);

    /** The image of a chat at one gateway, whose URL is absolute. */
    const imageAt = async (baseUrl: string, chatId: string) => {
      const picture = await look(baseUrl, chatId);
      return picture.status === 'available' ? picture.url : expect.fail(`${chatId} has no picture.`);
    };
    const images = await Promise.all(gateways.map((origin) => imageAt(origin, forgotten)));
    const others = await Promise.all(gateways.map((origin) => imageAt(origin, other)));
    const statuses = async (urls: readonly string[], init?: RequestInit) =>
      Promise.all(urls.map(async (url) => (await fetch(url, init)).status));
    // Twice: the second answer comes from memory.
    for (let time = 0; time < 2; time += 1)
      expect(await statuses([...images, ...others])).toEqual([200, 200, 200, 200]);

    const command = ['forget', forgotten, '--block', '--store', location];
    expect(await runCliIn(environment, ...command).ended).toMatchObject({ code: 0, stderr: '' });
    const all = async () =>
      Object.fromEntries(
        await Promise.all(
          Object.entries(REQUESTS).map(
            async ([request, init]) => [request, await statuses(images, init)] as const,
          ),
        ),
      );
    const gone = Object.fromEntries(Object.keys(REQUESTS).map((request) => [request, [404, 404]]));
    await expect.poll(all, { timeout: 5_000 }).toEqual(gone);
    expect(await statuses(others)).toEqual([200, 200]);

    const { storage, close } = await openStorage(location, place.environment);
    const before = (await storage.getKeys()).sort();
    for (const origin of gateways) expect((await look(origin, forgotten)).status).toBe('none');
    expect((await storage.getKeys()).sort()).toEqual(before);
    expect(await all()).toEqual(gone);
    await close();
  },
);
