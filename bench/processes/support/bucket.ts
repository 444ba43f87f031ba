import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const PAGE = 1000;

/** A bucket in memory that speaks as much S3 as a store needs, enforces conditions of writes, checks no signature, and counts requests. */
export async function startBucket() {
  const objects = new Map<string, Buffer>();
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests += 1;
    await answer(objects, request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, objects, requests: () => requests };
}

async function answer(objects: Map<string, Buffer>, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, key = ''] = /^\/[^/]+\/?(.*)$/.exec(decodeURIComponent(url.pathname)) ?? [];
  if (key === '' && request.method === 'GET') return list(objects, url.searchParams, response);
  const body = await buffer(request);
  if (!isMet(request, objects.get(key))) {
    response.writeHead(412).end('<Error><Code>PreconditionFailed</Code></Error>');
    return;
  }
  if (request.method === 'PUT') objects.set(key, body);
  if (request.method === 'DELETE') objects.delete(key);
  const object = objects.get(key);
  if (object) response.setHeader('etag', etagOf(object));
  if (request.method === 'DELETE') response.writeHead(204).end();
  else if (object) response.end(request.method === 'GET' ? object : undefined);
  else response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
}

const etagOf = (object: Buffer) => `"${createHash('md5').update(object).digest('hex')}"`;

function isMet({ headers }: IncomingMessage, object: Buffer | undefined): boolean {
  if (headers['if-none-match'] === '*') return object === undefined;
  const version = headers['if-match'];
  return version === undefined || (object !== undefined && version === etagOf(object));
}

/** ListObjects of both versions: pages of 1,000 keys, in order. */
function list(objects: Map<string, Buffer>, query: URLSearchParams, response: ServerResponse) {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('marker') ?? query.get('continuation-token') ?? query.get('start-after') ?? '';
  const limit = Math.min(PAGE, Number(query.get('max-keys') ?? PAGE));
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, limit);
  const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
  const isTruncated = keys.length > page.length;
  const token = isTruncated ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  response.setHeader('content-type', 'application/xml');
  response.end(
    `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${token}${contents}</ListBucketResult>`,
  );
}
