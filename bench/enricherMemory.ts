import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createWawpClient } from 'chat-avatar/wawp';
import { enrichContacts } from 'chat-avatar-server/enricher';
import sharp from 'sharp';
import { openStorage } from '../server/src/store/storage/open/openStorage.js';

const CHATS = 10_000;
const EVERY = 1_000;
/** How much more may be in use after the last thousand chats than after the second. */
const AIM_MB = 30;

/**
 * 10,000 chats in one run, each with a picture of its own: what is in use on the heap and outside of it, after a garbage
 * collection, while it runs. Resolves to the exit code: 1 when it grows.
 */
export async function enricherMemory(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const photo = await sharp({
    create: {
      width: 320,
      height: 320,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer();
  const server = createServer((request, response) =>
    response.end(answer(request.url ?? '/', photo, origin())),
  );
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'enricher-memory-'));
  const { storage } = await openStorage(folder);
  const samples: number[] = [];
  try {
    const report = await enrichContacts({
      source: createWawpClient({ instanceId: 'a', accessToken: 'b-secret-token', baseUrl: origin() }),
      storage,
      top: CHATS,
      concurrency: 8,
      rateLimit: { limit: 1_000_000, windowMs: 1000 },
      imageHosts: ['127.0.0.1'],
      dangerouslyAllowPrivateAddresses: true,
      onProgress({ done }) {
        if (done === 0 || done % EVERY > 0) return;
        collect();
        const { heapUsed, external, rss } = process.memoryUsage();
        samples.push(heapUsed + external);
        console.log(`${done} chats: ${toMb(heapUsed + external)} MB in use, ${toMb(rss)} MB resident`);
      },
    });
    console.log(`${report.counts.stored} stored in ${Math.round(report.durationMs / 1000)} s`);
  } finally {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true });
  }
  const grown = (samples.at(-1) ?? 0) - (samples[1] ?? 0);
  console.log(`grown by ${toMb(grown)} MB since the second thousand (aim: at most ${AIM_MB} MB)`);
  return grown / 1e6 <= AIM_MB ? 0 : 1;
}

const toMb = (bytes: number) => (bytes / 1e6).toFixed(1);

/** Bytes after the end of a JPEG are read by nobody, and make each picture one of its own. */
function answer(path: string, photo: Buffer, origin: string): string | Buffer {
  const { pathname, searchParams: query } = new URL(path, origin);
  if (pathname === '/v2/chats/overview') {
    const offset = Number(query.get('offset') ?? 0);
    const length = Math.max(0, Math.min(Number(query.get('limit') ?? 20), CHATS - offset));
    const chats = Array.from({ length }, (_, index) => ({
      id: `2012345${String(offset + index).padStart(5, '0')}@c.us`,
      name: `Person ${offset + index}`,
      lastMessage: { body: 'Hello', timestamp: 1_790_000_000 - offset - index },
    }));
    return JSON.stringify(chats);
  }
  if (pathname === '/v2/chats/picture') {
    return JSON.stringify({ url: `${origin}/${query.get('chatId')}.jpg` });
  }
  return Buffer.concat([photo, Buffer.from(pathname)]);
}
