import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { AwsClient } from 'aws4fetch';
import S3rver from 's3rver';
import { ConditionalWrites } from './conditionalWrites.js';
import { ObjectVersions } from './objectVersions.js';
import { S3Objects } from './s3Objects.js';
import { isSignedBy } from './verifyS3Signature.js';

export interface S3Server {
  endpoint: string;
  bucket: string;
  /** Method and path of each request, in order. */
  requests: string[];
  /** The variables that `openStorage` reads. */
  environment: Record<string, string>;
  /** The objects with their earlier versions. With `versioning` only. */
  versions: ObjectVersions | undefined;
  /** From now on, conditions of writes are ignored, as after a move to an older server. */
  ignoreConditions(): void;
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
  /** Keeps earlier versions, and tells them as S3 or, with the conditions `generation`, as Google Cloud Storage does. */
  versioning?: boolean;
  /** The only credentials that are accepted at this moment, instead of the key of `environment`. */
  accepts?: () => AcceptedCredentials;
  /** Each request waits for it. */
  before?: () => Promise<unknown>;
}

export type AcceptedCredentials =
  | { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
  | { bearer: string };

/**
 * A server that speaks S3, in this process, with one empty bucket. s3rver takes any signature of version 4 and ignores the
 * conditions of writes, so a proxy stands before it that verifies each signature and enforces the conditions.
 */
export async function startS3({
  bucket = 'pictures',
  conditions = 'etag',
  versioning = false,
  accepts,
  before,
}: S3Options = {}): Promise<S3Server> {
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true });
  const objects = new S3Objects(bucket);
  server.store = server.context.store = objects;
  const versions = versioning ? new ObjectVersions(bucket, objects, conditions === 'generation') : undefined;
  const { port } = (await server.run()) as AddressInfo;
  const writes = new ConditionalWrites(conditions);
  const requests: string[] = [];
  const door = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    void writes.run(request, response, async () => {
      await before?.();
      await pass(request, response, { port, accepts, versions });
    });
  });
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  return {
    endpoint,
    bucket,
    requests,
    versions,
    environment: {
      AWS_ACCESS_KEY_ID: KEY.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: endpoint,
    },
    ignoreConditions: () => writes.ignore(),
    async stop() {
      door.closeAllConnections();
      await new Promise((closed) => door.close(closed));
      await server.close();
    },
  };
}

interface Door {
  port: number;
  accepts: S3Options['accepts'];
  versions: ObjectVersions | undefined;
}

async function pass(request: IncomingMessage, response: ServerResponse, { port, accepts, versions }: Door) {
  const body = await buffer(request).catch(() => undefined);
  // The client has ended its request, such as at its time limit. Nothing is written.
  if (body === undefined || response.destroyed) {
    response.statusCode = 400;
    response.destroy();
    return;
  }
  const refusal = await refusalOf(request, body, accepts?.());
  if (refusal !== undefined) {
    response.writeHead(refusal === 'InvalidAccessKeyId' ? 403 : 401, { 'content-type': 'application/xml' });
    response.end(`<Error><Code>${refusal}</Code></Error>`);
    return;
  }
  if (versions?.answer(request, response)) return;
  const { method, url } = request;
  const headers = accepts ? await signAgain(request, body, port) : request.headers;
  await new Promise<void>((answered) => {
    response.on('close', answered);
    forward({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      response.statusCode = answer.statusCode ?? 502;
      // Not `writeHead`, after which `getHeader` does not find them.
      for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value ?? '');
      versions?.addHeaders(request, response);
      answer.pipe(response);
    })
      .on('error', () => response.destroy())
      .end(body);
  });
}

async function refusalOf(
  request: IncomingMessage,
  body: Buffer,
  accepted: AcceptedCredentials | undefined,
): Promise<string | undefined> {
  const { authorization = '' } = request.headers;
  if (accepted && 'bearer' in accepted) {
    return authorization === `Bearer ${accepted.bearer}` ? undefined : 'AuthenticationRequired';
  }
  const [, accessKeyId] = /Credential=([^/]+)\//.exec(authorization) ?? [];
  // s3rver itself refuses the keys that it does not know.
  if (accepted === undefined && accessKeyId !== KEY.accessKeyId) return undefined;
  const key = accepted ?? KEY;
  if (accessKeyId !== key.accessKeyId) return 'InvalidAccessKeyId';
  const isOfSession = request.headers['x-amz-security-token'] === accepted?.sessionToken;
  return isOfSession && (await isSignedBy(key, request, body)) ? undefined : 'SignatureDoesNotMatch';
}

/** With the key that s3rver knows. */
async function signAgain(
  { method = 'GET', url = '/', headers }: IncomingMessage,
  body: Buffer,
  port: number,
) {
  const kept = Object.entries(headers).filter(
    ([name]) => !/^(x-amz-|x-goog-|authorization|host|content-length|connection)/.test(name),
  );
  const client = new AwsClient({ ...KEY, service: 's3', region: 'us-east-1' });
  const signed = await client.sign(`http://127.0.0.1:${port}${url}`, {
    method,
    headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
  return { ...Object.fromEntries(signed.headers), 'content-length': String(body.length) };
}
