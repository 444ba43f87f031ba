import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseChatId } from 'chat-avatar/wawp';
import { createLease } from '../../../server/src/store/lease/createLease.js';
import { PictureStore, type StoreProblem } from '../../../server/src/store/PictureStore.js';
import { openStorage } from '../../../server/src/store/storage/open/openStorage.js';

/** What a reader finds in a store whose writer was killed. */
export interface Found {
  /** Chats with a face whose bytes are whole. */
  faces: Set<string>;
  /** Records whose bytes are missing or torn. */
  withoutBytes: string[];
  /** Values that cannot be read. */
  damaged: StoreProblem[];
  /** The longest time until a lease of a killed process expires, in s. */
  leaseSeconds: number;
  /** Unfinished writes that a killed process left. */
  drafts: number;
}

/** Reads these chats with a store that was just opened, as another process would. */
export async function readStore(place: string, chatIds: Iterable<string>): Promise<Found> {
  const { storage, close } = await openStorage(place);
  const damaged: StoreProblem[] = [];
  const store = new PictureStore(storage, { onProblem: (problem) => damaged.push(problem) });
  const lease = createLease(storage);
  const found: Found = { faces: new Set(), withoutBytes: [], damaged, leaseSeconds: 0, drafts: 0 };
  for (const text of chatIds) {
    const chatId = parseChatId(text);
    const record = await store.get(chatId);
    found.leaseSeconds = Math.max(found.leaseSeconds, (await lease.remaining(chatId)) / 1000);
    if (record?.image === undefined) continue;
    const bytes = await store.getImage(record.image.hash);
    if (bytes?.byteLength === record.image.bytes) found.faces.add(text);
    else found.withoutBytes.push(text);
  }
  await close();
  found.drafts = await countDrafts(place);
  return found;
}

export async function countDrafts(place: string): Promise<number> {
  if (/^redis:/.test(place)) return 0;
  return (await readdir(join(place, '.tmp')).catch(() => [])).length;
}
