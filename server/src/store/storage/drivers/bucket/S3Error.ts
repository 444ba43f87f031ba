import type { BucketAnswer } from './send.js';

/** Codes for answers without an error document, such as those of HEAD. */
const CODE_BY_STATUS: Record<number, string> = {
  301: 'PermanentRedirect',
  302: 'InvalidResponse',
  303: 'InvalidResponse',
  401: 'InvalidAccessKeyId',
  403: 'AccessDenied',
  404: 'NoSuchBucket',
  429: 'SlowDown',
  502: 'ProxyError',
  503: 'SlowDown',
  504: 'ProxyError',
  507: 'InsufficientStorage',
};

/** An error answer of S3, with S3's own code. The message does not contain the URL. */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code = CODE_BY_STATUS[status] ?? `HTTP_${status}`) {
    super(`The bucket answered ${status}.`);
    this.status = status;
    this.code = code;
  }
}

/** The code in an error document. */
export function readErrorCode(xml: string): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(xml)?.[1];
}

/**
 * The error of an answer that no bucket gives: the page of a proxy, or of a network that wants a sign-in. No value of a store is HTML, and
 * a bucket confirms each write with the ETag of the object.
 */
export function foreignAnswer(method: string, { ok, status, headers }: BucketAnswer): S3Error | undefined {
  const isPage = /^\s*text\/html\b/i.test(headers['content-type'] ?? '');
  if (isPage) return new S3Error(status, status < 500 ? 'InvalidResponse' : 'ProxyError');
  if (ok && method === 'PUT' && headers.etag === undefined) return new S3Error(status, 'InvalidResponse');
  return undefined;
}
