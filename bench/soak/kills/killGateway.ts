import type { GatewayProcess } from '../support/GatewayProcess.js';
import { pauseBeforeKill } from './pauseBeforeKill.js';

/**
 * Asks a gateway for all chats, and kills it shortly after a random answer. Resolves to the chats whose face a browser was told of.
 */
export async function killGateway(gateway: GatewayProcess, chatIds: string[]): Promise<Set<string>> {
  const acknowledged = new Set<string>();
  const last = Math.floor(Math.random() * chatIds.length);
  let onAnswer = () => {};
  const due = new Promise<void>((resolve) => {
    onAnswer = () => acknowledged.size >= last && resolve();
  });
  const screens = [0, 1].map((part) => chatIds.filter((_, index) => index % 2 === part));
  const reading = screens.map((ids) =>
    readScreen(gateway.origin, ids, (chatId) => {
      acknowledged.add(chatId);
      onAnswer();
    }).catch(() => undefined),
  );
  if (last > 0) await Promise.race([due, Promise.all(reading)]);
  await pauseBeforeKill();
  await gateway.end('SIGKILL');
  await Promise.all(reading);
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
