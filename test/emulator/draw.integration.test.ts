import { createHash } from 'node:crypto';
import { createWawpEmulator, type EmulatorPicture, type WawpEmulatorOptions } from 'chat-avatar/testing';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { askUrl, emulatorWith, JOHN, refreshUrl } from './emulator.fixture.js';

const IDS = Array.from({ length: 200 }, (_, index) => `4470000000${100 + index}@c.us`);

async function load(emulator: ReturnType<typeof createWawpEmulator>, url: string | null) {
  return Buffer.from(await (await emulator.fetch(url ?? '')).arrayBuffer());
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the default picture', () => {
  const open = () => createWawpEmulator({ chats: 0, unknownChats: 'picture' });

  it('differs between chats, and is the same each time', async () => {
    const digests = async () => {
      const emulator = open();
      const urls = await Promise.all(IDS.slice(0, 40).map((id) => askUrl(emulator, id)));
      return Promise.all(urls.map(async (url) => digest(await load(emulator, url))));
    };
    const first = await digests();
    expect(new Set(first).size).toBe(40);
    expect(await digests()).toEqual(first);
  });

  it('is small and opaque, and not of one colour', async () => {
    const emulator = open();
    for (const id of IDS.slice(0, 10)) {
      const bytes = await load(emulator, await askUrl(emulator, id));
      expect(bytes.length).toBeLessThan(48_000);
      const { isOpaque, channels } = await sharp(bytes).stats();
      expect(isOpaque).toBe(true);
      expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(10);
    }
  });

  it('changes with the version', async () => {
    const emulator = emulatorWith('changes-on-refresh');
    const before = await load(emulator, await askUrl(emulator));
    expect(digest(await load(emulator, await refreshUrl(emulator)))).not.toBe(digest(before));
  });
});

describe('the draw option', () => {
  function drawing(options: WawpEmulatorOptions = {}) {
    const drawn: EmulatorPicture[] = [];
    const draw = (picture: EmulatorPicture) => {
      drawn.push(picture);
      return Uint8Array.from([picture.version, picture.width % 256]);
    };
    return { drawn, emulator: emulatorWith('changes-on-refresh', { draw, ...options }), draw };
  }

  it('gets the canonical chat id, the version and the width, and its bytes are served', async () => {
    const { emulator, drawn } = drawing();
    await refreshUrl(emulator, JOHN.replace('@c.us', ':7@s.whatsapp.net'));
    expect([...(await load(emulator, await askUrl(emulator)))]).toEqual([1, 640 % 256]);
    expect(drawn).toEqual([{ seed: expect.any(Number), chatId: JOHN, version: 1, width: 640 }]);
  });

  it('draws previews at 96 px and data URLs at 640 px', async () => {
    const { emulator, drawn } = drawing();
    emulator.setScenario(JOHN, 'preview');
    await load(emulator, await askUrl(emulator));
    emulator.setScenario(JOHN, 'base64');
    expect(await askUrl(emulator)).toBe(`data:image/png;base64,${btoa(String.fromCharCode(0, 128))}`);
    expect(drawn.map(({ width }) => width)).toEqual([96, 640]);
  });

  it('draws a picture once, however often it is requested', async () => {
    const { emulator, drawn } = drawing();
    const url = await askUrl(emulator);
    for (let count = 0; count < 3; count += 1) await load(emulator, url);
    expect(drawn).toHaveLength(1);
  });

  it('holds the latest 200 pictures at most', async () => {
    const { emulator, drawn } = drawing({ unknownChats: 'picture' });
    const first = await askUrl(emulator);
    await load(emulator, first);
    for (const id of IDS) await load(emulator, await askUrl(emulator, id));
    await load(emulator, first);
    expect(drawn).toHaveLength(202);
  });

  it('knows a seed without a chat id when the URL is older than the emulator', async () => {
    const url = await askUrl(createWawpEmulator({ chats: 0, unknownChats: 'picture' }), IDS[0]);
    const { emulator, drawn } = drawing({ now: Date.now });
    expect((await emulator.fetch(url ?? '')).status).toBe(200);
    expect(drawn).toEqual([{ seed: expect.any(Number), chatId: undefined, version: 0, width: 640 }]);
  });
});
