import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './runCli.js';
import { ANNA, storeThree } from './storedPictures.fixture.js';

let folder: string;
let place: string;
let output: string;
let photos: Buffer[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  place = join(folder, 'store');
  output = join(folder, 'person');
  photos = await storeThree(place);
});
afterEach(() => rm(folder, { recursive: true }));

const exportChat = (chatId: string, store = place) =>
  runCli('export', chatId, '--store', store, '--output', output).ended;

describe('chat-avatar-server export', () => {
  it('writes the record and the picture of one chat, in any spelling of its id, for this user only', async () => {
    const { code, stdout, stderr } = await exportChat(ANNA.replace('c.us', 's.whatsapp.net'));
    expect([code, stderr]).toEqual([0, '']);
    const paths = [join(output, `${ANNA}.json`), join(output, `${ANNA}.jpg`)];
    expect(stdout.trim().split('\n')).toEqual(paths);
    for (const path of paths) expect((await stat(path)).mode & 0o077).toBe(0);
    expect(await readFile(paths[1] ?? '')).toEqual(photos[0]);
    const exported = JSON.parse(await readFile(paths[0] ?? '', 'utf8'));
    expect(exported).toMatchObject({
      chatId: ANNA,
      store: place,
      record: { name: 'Anna', status: 'available' },
      pictures: [{ file: `${ANNA}.jpg`, bytes: photos[0]?.byteLength, resizedCopies: 0 }],
    });
    expect(JSON.stringify(exported)).not.toContain('Bert');
    expect((await exportChat(ANNA)).code).toBe(0);
    expect(await readdir(output)).toHaveLength(2);
  });

  it('exits with 0 if nothing is stored about the chat', async () => {
    const { code, stdout } = await exportChat('4915100000000@c.us');
    expect([code, stdout]).toEqual([0, `Nothing is stored about 4915100000000@c.us in ${place}.\n`]);
    expect(await readdir(folder)).toEqual(['store']);
  });

  it('writes the pictures that the index has for a chat without a record', async () => {
    await rm(join(place, 'chats', ANNA));
    const { code, stderr } = await exportChat(ANNA);
    expect([code, stderr]).toEqual([0, '']);
    expect(await readFile(join(output, `${ANNA}.jpg`))).toEqual(photos[0]);
    expect(JSON.parse(await readFile(join(output, `${ANNA}.json`), 'utf8'))).toMatchObject({ record: null });
  });

  it('exits with 2 if the picture is damaged', async () => {
    for (const name of await readdir(join(place, 'images')))
      await writeFile(join(place, 'images', name), 'torn');
    const { code, stderr } = await exportChat(ANNA);
    expect([code, stderr]).toEqual([2, `1 picture of ${ANNA} cannot be read from the store.\n`]);
    expect(await readdir(output)).toEqual([`${ANNA}.json`]);
  });

  it.each([
    ['is a file', 'is a file. Name a folder.'],
    ['is below a file', 'is a file. Name a folder.'],
    ['is on a file system without files', 'cannot be written'],
  ])('--output that %s is refused before the store is read', async (how, sentence) => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const path = { 'is a file': file, 'is below a file': join(file, 'a', 'b') }[how] ?? '/proc/person';
    const typo = join(folder, 'typo');
    const { code, stderr } = await runCli('export', ANNA, '--store', typo, '--output', path).ended;
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^--output: /)]);
    expect(stderr).toContain(sentence);
  });

  it('rejects an invalid chat id and a store that does not exist', async () => {
    expect(await exportChat('201234567890')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('@c.us'),
    });
    const typo = join(folder, 'typo');
    const { code, stderr } = await exportChat(ANNA, typo);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `--store: there is no picture store in ${typo}. Check the spelling. serve and enrich create a store.\n`,
    );
    expect(await readdir(folder)).toEqual(['store']);
  });
});

it.each(['faces', 'forget'])('%s says that a store does not exist, and creates none', async (command) => {
  const typo = join(folder, 'typo');
  const args = command === 'forget' ? [ANNA] : ['--output', join(folder, 'faces.html')];
  const { code, stderr } = await runCli(command, ...args, '--store', typo).ended;
  expect([code, stderr]).toEqual([1, expect.stringContaining(`there is no picture store in ${typo}`)]);
  expect(await readdir(folder)).toEqual(['store']);
});
