import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import { isSignedBy } from './verifyS3Signature.js';

export interface S3Server {
  endpoint: string;
  bucket: string;
  /** The variables that `openStorage` reads. */
  environment: Record<string, string>;
  stop(): Promise<void>;
}

/** The only key that s3rver knows. */
const KEY = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

/**
 * A server that speaks S3, in this process, with one empty bucket. s3rver takes any signature of version 4, so a door
 * stands before it that verifies each one.
 */
export async function startS3(bucket = 'pictures'): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 's3-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: bucket, configs: [] }],
  });
  const { port } = (await server.run()) as AddressInfo;
  const door = createServer((request, response) => void pass(request, response, port));
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  return {
    endpoint,
    bucket,
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
  forward({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  })
    .on('error', () => response.destroy())
    .end(body);
}
