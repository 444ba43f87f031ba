import { createHash } from 'node:crypto';
import { createWawpEmulator } from 'chat-avatar/testing';
import { drawFaces, type Person } from 'chat-avatar-example-faces';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { askUrl, JOHN, refreshUrl } from '../../emulator/emulator.fixture.js';

const PEOPLE = Array.from({ length: 24 }, (_, index) => `4470000000${10 + index}@c.us`);
const GROUPS = Array.from({ length: 18 }, (_, index) => `1203630430000000${10 + index}@g.us`);

async function picturesOf(ids: string[]): Promise<Buffer[]> {
  const emulator = createWawpEmulator({ chats: 0, unknownChats: 'picture', draw: drawFaces([]) });
  const load = async (id: string) => {
    const response = await emulator.fetch((await askUrl(emulator, id)) ?? '');
    return Buffer.from(await response.arrayBuffer());
  };
  return Promise.all(ids.map(load));
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe.each([
  ['people', PEOPLE],
  ['groups', GROUPS],
])('drawn pictures of %s', (_, ids) => {
  let pictures: Buffer[];

  beforeAll(async () => {
    pictures = await picturesOf(ids);
  });

  it('differ between chats, and are the same each time', async () => {
    const digests = pictures.map(digest);
    expect(new Set(digests).size).toBe(ids.length);
    expect((await picturesOf(ids)).map(digest)).toEqual(digests);
  });

  it('are small, opaque, and neither flat nor noisy', async () => {
    for (const bytes of pictures) {
      expect(bytes.length).toBeGreaterThan(3000);
      expect(bytes.length).toBeLessThan(48_000);
      const { isOpaque, channels } = await sharp(bytes).stats();
      expect(isOpaque).toBe(true);
      expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(15);
    }
  });
});

it('shows the same person when the picture changes', async () => {
  const chats: Person[] = [{ id: JOHN, scenario: 'changes-on-refresh', complexion: 'fair', picture: 'man' }];
  const emulator = createWawpEmulator({ chats, draw: drawFaces(chats) });
  const before = (await askUrl(emulator)) ?? '';
  const after = (await refreshUrl(emulator)) ?? '';
  // The middle of the forehead is skin, under every hair style and hat.
  const forehead = async (url: string) => {
    const bytes = Buffer.from(await (await emulator.fetch(url)).arrayBuffer());
    const region = { left: 318, top: 268, width: 4, height: 4 };
    const { dominant } = await sharp(await sharp(bytes).extract(region).toBuffer()).stats();
    return { dominant, digest: digest(bytes) };
  };
  const [first, second] = [await forehead(before), await forehead(after)];
  expect(second.digest).not.toBe(first.digest);
  expect(second.dominant).toEqual(first.dominant);
});
