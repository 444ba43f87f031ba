import { createStorage, type Storage } from 'unstorage';
import { s3Driver } from '../../../server/src/store/storage/drivers/bucket/s3Driver.js';
import type { BucketAnswer, SignedSend } from '../../../server/src/store/storage/drivers/bucket/send.js';
import type { AwsKey } from '../../../server/src/store/storage/drivers/bucket/signS3.js';
import { signWithKeys } from '../../../server/src/store/storage/open/bucketCredentials.js';
import { CredentialCache } from '../../../server/src/store/storage/open/CredentialCache.js';
import { awsFault } from '../../../server/src/store/storage/open/credentialFaults.js';

/** A bucket in memory, whose requests are signed with the keys that `load` answers. */
export function bucketWithKeys(load: () => Promise<AwsKey & { expiresAt?: number }>): Storage {
  const keys = new CredentialCache(async () => {
    const { expiresAt, ...value } = await load();
    return { value, expiresAt };
  }, awsFault);
  const objects = new Map<string, Uint8Array>();
  const send = signWithKeys(keys, () => sendTo(objects));
  return createStorage({
    driver: s3Driver({ endpoint: 'https://s3.example.com', bucket: 'pictures', region: 'us-east-1', send }),
  });
}

function sendTo(objects: Map<string, Uint8Array>): SignedSend {
  return async (url, { method, headers = {}, body }) => {
    const { pathname, searchParams } = new URL(url);
    if (searchParams.has('prefix')) {
      const found = [...objects.keys()].filter((key) => key.startsWith(searchParams.get('prefix') ?? ''));
      const contents = found.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
      return answer(200, `<ListBucketResult>${contents}</ListBucketResult>`);
    }
    const key = decodeURIComponent(pathname.replace('/pictures/', ''));
    const known = objects.get(key);
    if (method === 'PUT') {
      if (known && (headers['if-none-match'] || headers['if-match'] !== '"1"')) return answer(412);
      objects.set(
        key,
        typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? new Uint8Array()),
      );
      return answer(200);
    }
    if (method === 'DELETE') objects.delete(key);
    return known ? answer(200, known) : answer(method === 'DELETE' ? 204 : 404);
  };
}

function answer(status: number, body: string | Uint8Array = ''): BucketAnswer {
  const text = async () => (typeof body === 'string' ? body : new TextDecoder().decode(body));
  return {
    status,
    ok: status < 300,
    headers: { etag: '"1"' },
    text,
    bytes: async () => (typeof body === 'string' ? new TextEncoder().encode(body) : body),
    errorText: text,
    discard: () => undefined,
  };
}
