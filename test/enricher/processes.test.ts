import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { photograph } from '../support/photographs.js';
import { people, startHandMadeWawp } from './enriching.js';

const ROUNDS = 4;
const CHATS = 30;

let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'enrich-together-'));
  // Beside the sources, so that the packages it leaves out are found.
  const outDir = join(import.meta.dirname, '../../node_modules/.cache/chat-avatar-enrich-together-test');
  program = join(outDir, 'enrichProcess.js');
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, 'enrichProcess.ts'),
      outDir,
      rolldownOptions: { output: { entryFileNames: 'enrichProcess.js' } },
    },
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('two processes on one folder ask for no chat twice', { timeout: 60_000 }, async () => {
  const photo = await photograph(64, 1);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const wawp = await startHandMadeWawp({ chats: people(CHATS), image: () => photo });
    const place = join(folder, String(round));
    const run = async () => {
      const child = spawn(process.execPath, [program, place, wawp.origin], { stdio: 'inherit' });
      const [code] = await once(child, 'exit');
      return code;
    };
    expect(await Promise.all([run(), run()])).toEqual([0, 0]);
    await wawp.close();
    expect(wawp.asked).toHaveLength(CHATS);
    expect(new Set(wawp.asked).size).toBe(CHATS);
  }
});
