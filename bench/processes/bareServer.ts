// Floor of the gateway: `node bareServer.mjs <file>` sends one answer, whose headers and body are in the file, to all requests.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RecordedAnswer {
  headers: Record<string, string>;
  /** Base64. */
  body: string;
}

const answer: RecordedAnswer = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8'));
const body = Buffer.from(answer.body, 'base64');
const server = createServer((_, response) => {
  response.writeHead(200, answer.headers).end(body);
});
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
