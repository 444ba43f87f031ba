import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseChatId } from '../../src/chat/chatId.js';
import { openStorage } from '../../src/store/openStorage.js';
import { PictureStore, type StoreProblem } from '../../src/store/PictureStore.js';
import { photograph } from '../support/photographs.js';
import { people, startHandMadeWawp } from './enriching.js';

/** `KILLS=50 npx vitest run test/enricher/kill.test.ts` is the run of record. */
const KILLS = Number(process.env.KILLS ?? 6);
const CHATS = 40;

let folder: string;
let program: string;
let photos: Buffer[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'enrich-kill-'));
  photos = await Promise.all([1, 2, 3, 4].map((seed) => photograph(320, seed)));
  // Beside the sources, so that the packages it leaves out are found.
  program = join(
    import.meta.dirname,
    '../../node_modules/.cache/chat-avatar-enrich-kill-test/enrichProcess.js',
  );
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, 'enrichProcess.ts'),
      outDir: join(program, '..'),
      rolldownOptions: { output: { entryFileNames: 'enrichProcess.js' } },
    },
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it(`finishes after ${KILLS} kills: all there, nothing torn, nothing asked twice that was done`, {
  timeout: 60_000 + KILLS * 6_000,
}, async () => {
  const image = (path: string) => photos[Number(/(\d)\.jpg/.exec(path)?.[1]) % 4] ?? Buffer.alloc(0);
  const chats = people(CHATS);
  for (let left = KILLS; left > 0; ) {
    const place = await mkdtemp(join(folder, 'store-'));
    const wawp = await startHandMadeWawp({ chats, image });
    // Until it has come to its end by itself, which takes some kills.
    for (let isDone = false; !isDone; ) {
      const askedBefore = wawp.asked.length;
      const { storage } = await openStorage(place);
      const done = new Set<string>();
      for await (const { chatId } of new PictureStore(storage).list()) done.add(chatId);
      const child = spawn(process.execPath, [program, place, wawp.origin], { stdio: 'inherit' });
      const ended = once(child, 'exit');
      if (left > 0) {
        // Somewhere after the first question of this run.
        while (wawp.asked.length === askedBefore && child.exitCode === null && done.size < CHATS)
          await new Promise((resolve) => setTimeout(resolve, 2));
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 120));
        if (child.kill('SIGKILL')) left -= 1;
      }
      const [code] = await ended;
      isDone = code === 0;
      for (const chatId of wawp.asked.slice(askedBefore)) expect(done).not.toContain(chatId);
    }
    await wawp.close();

    const problems: StoreProblem[] = [];
    const store = new PictureStore((await openStorage(place)).storage, {
      onProblem: (problem) => problems.push(problem),
    });
    for (const { id } of chats) {
      const record = await store.get(parseChatId(id));
      expect(record?.status).toBe('available');
      expect(await store.getImage(record?.image?.hash ?? '')).toBeInstanceOf(Uint8Array);
    }
    expect(problems).toEqual([]);
  }
});
