import { createReadStream } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import sharp from 'sharp';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface LongListServer {
  origin: string;
  /** How many chats the page has asked for. */
  asked(): number;
  close(): void;
}

/** The built page, and a gateway that has a picture for every chat. */
export async function longListServer(folder: string): Promise<LongListServer> {
  const face = await sharp({
    create: {
      width: 96,
      height: 96,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .webp()
    .toBuffer();
  let asked = 0;
  const server: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/face/')) {
      response.writeHead(200, { 'content-type': 'image/webp', 'cache-control': 'private, max-age=86400' });
      response.end(face);
    } else if (pathname.startsWith('/chat-pictures/')) {
      const chatIds = searchParams.getAll('chatId');
      asked += chatIds.length;
      answer(response, chatIds);
    } else {
      const file = pathname === '/' ? '/index.html' : pathname;
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
      createReadStream(join(folder, file)).pipe(response);
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    asked: () => asked,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answer(response: ServerResponse, chatIds: string[]) {
  const pictures = chatIds.map((chatId) => ({
    chatId,
    picture: { status: 'available', url: `/face/${encodeURIComponent(chatId)}` },
  }));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ pictures }));
}
