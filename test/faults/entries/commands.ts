import { createWawpEmulator } from 'chat-avatar/testing';
import { parseChatId } from 'chat-avatar/wawp';
import { createStorage, type Storage } from 'unstorage';
import { vi } from 'vitest';
import { createProgram } from '../../../server/src/cli/createProgram.js';
import { CliError } from '../../../server/src/cli/shared/CliError.js';
import { imageKey } from '../../../server/src/store/layout.js';
import { describeImage, hashOf, nextRecord } from '../../../server/src/store/nextRecord.js';
import { PictureStore } from '../../../server/src/store/PictureStore.js';
import { checkStorage, pingStorage } from '../../../server/src/store/storage/checkStorage.js';
import type { OpenedStorage } from '../../../server/src/store/storage/open/openStorage.js';

const DAY = 24 * 60 * 60 * 1000;

/** Anna has a picture of her own, Bert and Carl have the same one, and Dora had none two days ago. */
export const ANNA = parseChatId('201234567890@c.us');
export const BERT = parseChatId('5511987654321@c.us');
const CARL = parseChatId('4915112345678@c.us');
const DORA = parseChatId('447700900123@c.us');

const bytesOf = (seed: number) => Uint8Array.from({ length: 500 }, (_, index) => (index * seed) % 251);
const SEEDS: Record<string, number> = { [ANNA]: 3, [BERT]: 5, [CARL]: 5 };
/** A picture that no chat shows. */
const UNUSED = hashOf(bytesOf(7));

export const keyOfPicture = (chatId: string) => imageKey(hashOf(bytesOf(SEEDS[chatId] ?? 0)));

export async function fillStorage(storage: Storage, at = Date.now()): Promise<Storage> {
  const put = async (chatId: typeof ANNA, name: string, now = at) => {
    const seed = SEEDS[chatId];
    const store = new PictureStore(storage, { sourceId: 'wawp', now: () => now });
    const bytes = seed === undefined ? undefined : bytesOf(seed);
    const type = { contentType: 'image/jpeg', width: 640, height: 640 };
    const answer = bytes
      ? ({ status: 'available', image: describeImage(bytes, type) } as const)
      : ({ status: 'none', reason: 'empty' } as const);
    await store.put(chatId, nextRecord(undefined, answer, { now, name }), bytes);
  };
  await put(ANNA, 'Anna');
  await put(BERT, 'Bert');
  await put(CARL, 'Carl');
  await put(DORA, 'Dora', at - 2 * DAY);
  await storage.setItemRaw(imageKey(UNUSED), bytesOf(7));
  await storage.setItem('settings:last-erasure', { id: 'before' });
  return storage;
}

/** What a filled storage has lost, or has too much, after a command. */
export async function faultsOf(storage: Storage, command: string): Promise<string[]> {
  const store = new PictureStore(storage);
  const shown = new Map<string, boolean>();
  for await (const { chatId, record } of store.list())
    if (record.image) shown.set(chatId, (await store.getImage(record.image.hash)) !== undefined);
  const expected = command === 'forget' ? [BERT, CARL] : [ANNA, BERT, CARL];
  const lost = expected.filter((chatId) => !shown.get(chatId)).map((chatId) => `lost ${chatId}`);
  const keys = await storage.getKeys();
  const left = (text: string) => keys.filter((key) => key.includes(text)).map((key) => `left ${key}`);
  if (command === 'forget') return [...lost, ...left(ANNA), ...left(keyOfPicture(ANNA))];
  return command === 'prune' ? [...lost, ...left(UNUSED), ...left(DORA)] : lost;
}

export interface CommandResult {
  exitCode: number;
  stdout: string[];
  stderr: string[];
}

const places = new Map<string, Storage>();

/** In place of the real one, which reads the disk and the network. */
export async function openStorage(location: string): Promise<OpenedStorage> {
  const storage = places.get(location) ?? createStorage();
  return {
    storage,
    describe: () => location,
    check: () => checkStorage(storage),
    ping: () => pingStorage(storage),
    close: async () => undefined,
  };
}

/** Runs one command in this process, over stores by their location. One at a time: it has the console and the exit code for itself. */
export async function runCommand(args: string[], stores: Record<string, Storage>): Promise<CommandResult> {
  places.clear();
  for (const [location, storage] of Object.entries(stores)) places.set(location, storage);
  const stdout: string[] = [];
  const stderr: string[] = [];
  vi.mocked(console.error).mockImplementation((text) => void stderr.push(String(text)));
  const log = vi.spyOn(console, 'log').mockImplementation((text) => void stdout.push(String(text)));
  const page = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  process.exitCode = 0;
  try {
    await createProgram('0.0.0').parseAsync(args, { from: 'user' });
  } catch (thrown) {
    stderr.push(thrown instanceof CliError ? thrown.message : `a stack trace: ${String(thrown)}`);
    process.exitCode = 1;
  } finally {
    log.mockRestore();
    page.mockRestore();
  }
  const exitCode = Number(process.exitCode);
  process.exitCode = 0;
  return { exitCode, stdout, stderr };
}

/** The account that `doctor` checks, and a Wawp that answers, save where `fail` does. */
export function connectWawp(
  fail?: (path: string, signal?: AbortSignal | null) => Promise<Response> | undefined,
) {
  const emulator = createWawpEmulator({ chats: 1, accessToken: 'a-token-of-the-test' });
  vi.stubEnv('WAWP_INSTANCE_ID', '111');
  vi.stubEnv('WAWP_ACCESS_TOKEN', 'a-token-of-the-test');
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const failure = fail?.(new URL(new Request(input).url).pathname, init?.signal);
    if (failure) return failure;
    const { status, body, headers } = await emulator.fetch(new Request(input, init));
    return new Response(body, {
      status,
      headers: { ...Object.fromEntries(headers), date: new Date().toUTCString() },
    });
  });
}
