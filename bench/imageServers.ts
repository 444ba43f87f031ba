import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createPictureGateway } from 'chat-avatar-server';
import sharp from 'sharp';

const CHAT = '201234567890@c.us';
const ACCEPT = 'image/webp';

/** Where an image is had from: from the gateway as it is, and from a bare server that sends the same bytes and headers. */
export interface ImageServers {
  gateway: { port: number; path: string };
  bare: { port: number; path: string };
}

export async function startImageServers(): Promise<ImageServers> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const photo = await sharp({ create: { width: 640, height: 640, channels: 3, background: '#888', noise } })
    .blur(3)
    .jpeg()
    .toBuffer();
  const url = `data:image/jpeg;base64,${photo.toString('base64')}`;
  const gateway = createPictureGateway({
    source: { id: 'bench', getChatPicture: async () => ({ status: 'available', url }) },
    authorize: () => true,
  });

  const answer = await gateway.fetch(new Request(`http://localhost/pictures?chatId=${CHAT}`));
  const { pictures } = await answer.json();
  const path = / (\/images\/\S+) 80w/.exec(` ${pictures[0].picture.srcSet}`)?.[1] ?? pictures[0].picture.url;
  const image = await gateway.fetch(new Request(`http://localhost${path}`, { headers: { accept: ACCEPT } }));
  const headers = Object.fromEntries(image.headers);
  const bytes = Buffer.from(await image.arrayBuffer());

  const bare = createServer((_, response) => {
    response.writeHead(200, headers).end(bytes);
  });
  const listener = createServer(getRequestListener(gateway.fetch));
  return {
    gateway: { port: await portOf(listener), path },
    bare: { port: await portOf(bare), path },
  };
}

async function portOf(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}
