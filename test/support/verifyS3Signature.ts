import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)$/;

interface Key {
  accessKeyId: string;
  secretAccessKey: string;
}

/** Whether AWS's own signer signs this request as it is signed. Only the headers that the caller has signed are signed again. */
export async function isSignedBy(key: Key, request: IncomingMessage, body: Buffer): Promise<boolean> {
  const [, accessKeyId, region, names, signature] =
    AUTHORIZATION.exec(request.headers.authorization ?? '') ?? [];
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(request.headers['x-amz-date']));
  if (accessKeyId !== key.accessKeyId || region === undefined || names === undefined || date === null)
    return false;
  const hash = request.headers['x-amz-content-sha256'];
  if (hash !== 'UNSIGNED-PAYLOAD' && hash !== createHash('sha256').update(body).digest('hex')) return false;

  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: key,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const [, year, month, day, hours, minutes, seconds] = date.map(Number);
  const signed = await signer.sign(
    {
      method: request.method ?? 'GET',
      protocol: 'http:',
      hostname: 'localhost',
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: Object.fromEntries(names.split(';').map((name) => [name, String(request.headers[name])])),
    },
    {
      signingDate: new Date(
        Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hours ?? 0, minutes ?? 0, seconds ?? 0),
      ),
    },
  );
  return AUTHORIZATION.exec(signed.headers.authorization ?? '')?.[4] === signature;
}
