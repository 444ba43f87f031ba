import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { runServe, type ServeOptions } from '../../src/cli/commands/serve/runServe.js';
import { serveCommand } from '../../src/cli/commands/serve/serveCommand.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { ANNA, available, BRUNO, DAY } from '../store/pictures.fixture.js';

const HOUR = 60 * 60 * 1000;

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function optionsOf(...args: string[]): Promise<ServeOptions> {
  let parsed: ServeOptions | undefined;
  const command = serveCommand().action((options: ServeOptions) => {
    parsed = options;
  });
  await command.parseAsync(args, { from: 'user' });
  if (parsed === undefined) throw new Error('The command did not run.');
  return parsed;
}

it.each([
  [['--keep-days', '30'], [ANNA]],
  [[], [ANNA, BRUNO]],
])(
  'serve %j erases the chats that were not seen for so long, with its first collection',
  async (args, kept) => {
    // A gateway looks for the first collection an hour after its first request.
    vi.useFakeTimers({ toFake: ['performance'] });
    const place = await mkdtemp(join(tmpdir(), 'keep-days-'));
    const store = new PictureStore((await openStorage(place)).storage);
    for (const [chatId, age] of [
      [ANNA, DAY],
      [BRUNO, 40 * DAY],
    ] as const) {
      const { record, bytes } = available(1, Date.now() - age);
      await store.put(chatId, record, bytes);
    }
    const others = process.listeners('SIGTERM');
    const printed: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => printed.push(line));
    const environment = {
      WAWP_INSTANCE_ID: '1',
      WAWP_ACCESS_TOKEN: 'a-token',
      WAWP_BASE_URL: 'http://127.0.0.1:1',
    };
    const options = await optionsOf('--port', '0', '--log-level', 'silent', '--store', place, ...args);
    const ended = runServe(options, environment);
    try {
      await expect.poll(() => printed[0]).toMatch(/listens on http/);
      const [, origin = ''] = /listens on (http:\S+)/.exec(printed[0] ?? '') ?? [];
      const look = async () => (await fetch(`${origin}/pictures?chatId=${ANNA}`)).text();
      // The first request of a host takes another way than the later ones.
      await look();
      await look();
      vi.advanceTimersByTime(HOUR);
      await look();
      await expect.poll(() => readdir(join(place, 'settings'))).toContain('last-garbage-collection');
      await expect.poll(() => readdir(join(place, 'chats'))).toEqual(kept);
    } finally {
      for (const stop of process.listeners('SIGTERM')) if (!others.includes(stop)) stop('SIGTERM');
      await ended;
      // The collection of this process may still release its lease: `serve` does not wait for it at its end.
      await rm(place, { recursive: true, maxRetries: 10, retryDelay: 20 });
    }
  },
);
