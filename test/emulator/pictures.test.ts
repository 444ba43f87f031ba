import { createHash } from 'node:crypto';
import { createWawpEmulator } from 'chat-avatar/testing';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { askUrl, JOHN, refreshUrl } from './asking.js';

const PEOPLE = Array.from({ length: 24 }, (_, index) => `4470000000${10 + index}@c.us`);
const GROUPS = Array.from({ length: 18 }, (_, index) => `1203630430000000${10 + index}@g.us`);

async function picturesOf(ids: string[]): Promise<Buffer[]> {
  const emulator = createWawpEmulator({ chats: 0, unknownChats: 'picture' });
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
])('pictures of %s', (_, ids) => {
  it('differ from chat to chat, and stay what they are', async () => {
    const digests = (await picturesOf(ids)).map(digest);
    expect(new Set(digests).size).toBe(ids.length);
    expect((await picturesOf(ids)).map(digest)).toEqual(digests);
  });

  it('are small, opaque, and neither flat nor noisy', async () => {
    for (const bytes of await picturesOf(ids)) {
      expect(bytes.length).toBeGreaterThan(3000);
      expect(bytes.length).toBeLessThan(48_000);
      const { isOpaque, channels } = await sharp(bytes).stats();
      expect(isOpaque).toBe(true);
      expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(15);
    }
  });
});

it('shows the same person when the picture changes', async () => {
  const chats = [
    {
      id: JOHN,
      scenario: 'changes-on-refresh' as const,
      complexion: 'fair' as const,
      picture: 'man' as const,
    },
  ];
  const emulator = createWawpEmulator({ chats });
  const before = (await askUrl(emulator)) ?? '';
  const after = (await refreshUrl(emulator)) ?? '';
  // The middle of the forehead is skin, whatever is worn and wherever it is.
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
