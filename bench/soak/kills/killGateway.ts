import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayProcess } from '../support/GatewayProcess.js';
import { pauseBeforeKill } from './pauseBeforeKill.js';

/**
 * Asks a gateway for all chats, and kills it shortly after a random question to Wawp, download or answer. Resolves to the chats whose face
 * a browser was told of.
 *
 * @param received the number of requests that Wawp and its CDN have received
 */
export async function killGateway(
  gateway: GatewayProcess,
  chatIds: string[],
  received: () => number,
): Promise<Set<string>> {
  const acknowledged = new Set<string>();
  const [first = '', ...others] = chatIds;
  // Before its first write a gateway checks the store, and all others wait for that.
  await readScreen(gateway.origin, [first], (chatId) => acknowledged.add(chatId));
  const before = received();
  // A question, a download and an answer for each chat.
  const last = Math.floor(Math.random() * 3 * others.length);
  const screens = [0, 1].map((part) => others.filter((_, index) => index % 2 === part));
  let isRead = false;
  const reading = Promise.all(
    screens.map((ids) =>
      readScreen(gateway.origin, ids, (chatId) => acknowledged.add(chatId)).catch(() => undefined),
    ),
  ).then(() => {
    isRead = true;
  });
  while (received() - before + acknowledged.size < last && !isRead) await delay(1);
  await pauseBeforeKill();
  await gateway.end('SIGKILL');
  await reading;
  return acknowledged;
}

/** Reads the lines of a screen as they arrive, and loads each image, which stores a size of it. */
async function readScreen(origin: string, ids: string[], onFace: (chatId: string) => void): Promise<void> {
  const query = new URLSearchParams(ids.map((id) => ['chatId', id]));
  const response = await fetch(`${origin}/pictures?${query}`, {
    headers: { accept: 'application/x-ndjson' },
  });
  const images: Promise<unknown>[] = [];
  let rest = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { chatId, picture } = JSON.parse(line);
      // A signed URL says that the face is stored.
      if (!picture?.url?.startsWith('/images/')) continue;
      onFace(chatId);
      const image = origin + picture.url.replace('w=640', 'w=80');
      images.push(fetch(image, { headers: { accept: 'image/webp' } }).catch(() => undefined));
    }
  }
  await Promise.all(images);
}
