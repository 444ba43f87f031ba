import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayProcess } from '../support/GatewayProcess.js';
import { countDrafts, readStore } from './StoreCheck.js';

/** Chats that are asked for again, of each store: a gateway asks for 10 per second. */
const MAX_AGAIN = 200;
const SCREEN = 50;

interface Parts {
  place: string;
  /** Chats without a face. */
  unfinished: string[];
  startGateway(): Promise<GatewayProcess>;
}

/**
 * After the kills: a gateway that nothing kills gets the missing faces, as soon as the leases of the dead have expired, and an hour
 * later it removes their unfinished writes.
 */
export async function recover({ place, unfinished, startGateway }: Parts) {
  const again = unfinished.slice(-MAX_AGAIN);
  if (!/^redis:/.test(place)) await ageDrafts(place);
  const gateway = await startGateway();
  let faces = new Set<string>();
  for (let attempt = 0; attempt < 60 && faces.size < again.length; attempt += 1) {
    const missing = again.filter((chatId) => !faces.has(chatId));
    for (let at = 0; at < missing.length; at += SCREEN) {
      const query = new URLSearchParams(missing.slice(at, at + SCREEN).map((id) => ['chatId', id]));
      await (await fetch(`${gateway.origin}/pictures?${query}`)).text();
    }
    faces = (await readStore(place, again)).faces;
    if (faces.size < again.length) await delay(2_000);
  }
  await gateway.end('SIGTERM');
  return { recovered: faces.size, unfinished: again.length, draftsLater: await countDrafts(place) };
}

/** Makes unfinished writes two hours old. */
async function ageDrafts(place: string): Promise<void> {
  const folder = join(place, '.tmp');
  const before = new Date(Date.now() - 2 * 60 * 60 * 1000);
  for (const name of await readdir(folder).catch(() => [])) await utimes(join(folder, name), before, before);
}
