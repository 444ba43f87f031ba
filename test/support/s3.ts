import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import { ConditionalWrites } from './conditionalWrites.js';
import { isSignedBy } from './verifyS3Signature.js';

export interface S3Server {
  endpoint: string;
  bucket: string;
  /** Method and path of each request, in order. */
  requests: string[];
  /** The variables that `openStorage` reads. */
  environment: Record<string, string>;
  stop(): Promise<void>;
}

/** The only key that s3rver knows. */
const KEY = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

export interface S3Options {
  bucket?: string;
  /**
   * `etag` by default: a write with `If-None-Match: *` or `If-Match` is atomic, as on S3, MinIO and R2. `generation`: the same with
   * `x-goog-if-generation-match`, as on Google Cloud Storage. `ignored`: as on older servers.
   */
  conditions?: 'etag' | 'generation' | 'ignored';
}

/**
 * A server that speaks S3, in this process, with one empty bucket. s3rver takes any signature of version 4 and ignores the
 * conditions of writes, so a proxy stands before it that verifies each signature and enforces the conditions.
 */
export async function startS3({
  bucket = 'pictures',
  conditions = 'etag',
}: S3Options = {}): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 's3-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: bucket, configs: [] }],
  });
  const { port } = (await server.run()) as AddressInfo;
  const writes = new ConditionalWrites(conditions);
  const requests: string[] = [];
  const door = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    void writes.run(request, response, () => pass(request, response, port));
  });
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  return {
    endpoint,
    bucket,
    requests,
    environment: {
      AWS_ACCESS_KEY_ID: KEY.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: endpoint,
    },
    async stop() {
      door.closeAllConnections();
      await new Promise((closed) => door.close(closed));
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function pass(request: IncomingMessage, response: ServerResponse, port: number) {
  const body = await buffer(request);
  // s3rver itself refuses the keys that it does not know.
  const [, accessKeyId = KEY.accessKeyId] =
    /Credential=([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  if (accessKeyId === KEY.accessKeyId && !(await isSignedBy(KEY, request, body))) {
    response.writeHead(403, { 'content-type': 'application/xml' });
    response.end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    return;
  }
  const { method, url, headers } = request;
  await new Promise<void>((answered) => {
    response.on('close', answered);
    forward({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      response.statusCode = answer.statusCode ?? 502;
      // Not `writeHead`, after which `getHeader` does not find them.
      for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value ?? '');
      answer.pipe(response);
    })
      .on('error', () => response.destroy())
      .end(body);
  });
}
