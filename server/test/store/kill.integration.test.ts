import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseChatId } from 'chat-avatar/wawp';
import { createStorage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicNames } from '../../../build/entries.js';
import { PictureStore, type StoreProblem } from '../../src/store/PictureStore.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';

/** For a thorough run: `KILLS=200 npx vitest run server/test/store/kill.integration.test.ts`. */
const KILLS = Number(process.env.KILLS ?? 10);
const CHATS = 8;

let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kill-'));
  // Inside the repository, so that Node resolves the external packages.
  program = join(import.meta.dirname, '../../../node_modules/.cache/chat-avatar-kill-test/storeProcess.js');
  await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: publicNames },
    build: {
      ssr: join(import.meta.dirname, 'storeProcess.ts'),
      outDir: join(program, '..'),
      rolldownOptions: { output: { entryFileNames: 'storeProcess.js' } },
    },
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each([
  ['files', 'ours', async (place: string) => (await openStorage(place)).storage],
  [
    'files, with the driver of unstorage',
    'plain',
    async (base: string) => createStorage({ driver: fsDriver({ base }) }),
  ],
])('crash safety of a store on %s', (_, driver, open) => {
  it(`has no torn image and no lost record after its writer was killed ${KILLS} times`, {
    timeout: KILLS * 5_000 + 20_000,
  }, async () => {
    const place = join(folder, driver);
    const stored = new Set<string>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await storeAndKill(place, driver, stored, kill);

      const problems: StoreProblem[] = [];
      // A new store each time, without a cache of verified images.
      const store = new PictureStore(await open(place), { onProblem: (problem) => problems.push(problem) });
      const found = [];
      for await (const { chatId, record } of store.list()) {
        found.push(chatId);
        expect(record.status).toBe('available');
        const { hash = '' } = record.image ?? {};
        expect(await store.getImage(hash)).toHaveLength(150_000);
        const size = await store.getSize(hash, '80.webp');
        expect([undefined, 20_000]).toContain(size?.byteLength);
      }
      for (const chatId of stored) expect(found).toContain(chatId);
      // unstorage's driver writes in place, so a record may be torn. That is reported, and its draft is intact.
      if (driver === 'ours') expect(problems).toEqual([]);
      else expect(problems.filter(({ kind }) => kind.endsWith('-image'))).toEqual([]);
    }
    expect(stored.size).toBe(CHATS);

    // Orphaned images of killed writers are pruned.
    const store = new PictureStore(await open(place));
    await new PictureStore(await open(place), { now: () => Date.now() + 60 * 60 * 1000 }).collectGarbage();
    await store.forget(parseChatId('201234567810@c.us'));
    const storage = await open(place);
    expect(await storage.getKeys('images')).toHaveLength(CHATS - 1);
  });
});

/** Starts a process that stores pictures, and kills it with SIGKILL at a random moment. */
async function storeAndKill(place: string, driver: string, stored: Set<string>, seed: number): Promise<void> {
  const writer = spawn(process.execPath, [program, place, `${CHATS}`, driver], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(writer, 'exit');
  const lines = createInterface({ input: writer.stdout });
  let left = 1 + ((seed * 7) % 23);
  for await (const line of lines) {
    stored.add(line);
    left -= 1;
    if (left === 0 || writer.exitCode !== null) {
      // At a random point of the next write.
      const until = performance.now() + Math.random() * 8;
      while (performance.now() < until);
      break;
    }
  }
  writer.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
}
