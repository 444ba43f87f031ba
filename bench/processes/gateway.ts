// A gateway on node:http: `node gateway.mjs <photo> [storage]`. It says its origin, and then answers each message with `true`.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPictureGateway, toNodeHandler } from 'chat-avatar-server';
import { fetchPhoto, source } from './support/chats.js';

const [photo = '', storage] = process.argv.slice(2);
const gateway = createPictureGateway({
  source,
  authorize: () => true,
  basePath: '/chat-pictures',
  fetchImage: fetchPhoto(await readFile(photo)),
  rateLimit: { limit: 1_000_000, windowMs: 1000 },
  ...(storage && { storage }),
});
const server = createServer(toNodeHandler(gateway));
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
