import { noteUnsent } from './lateCalls.js';
import { StoreError, type StoreErrorCode } from './StoreError.js';

const SENTENCES: Record<StoreErrorCode, string> = {
  'bad-location':
    'The location of the picture store is invalid. Name a folder, s3://bucket/prefix, gs://bucket/prefix or redis://host.',
  'missing-credentials': 'The picture store has no credentials. Set them in the environment.',
  'missing-package':
    'The package of the picture store is not installed. Install it beside this one (npm install).',
  'wrong-credentials':
    'The picture store does not accept the credentials. Check the key, the secret and the region.',
  'no-bucket': 'The bucket of the picture store does not exist. Create it, or check its name and region.',
  refused:
    'The picture store denies access. Grant this user permission to read, write, list and delete in it.',
  full: 'The picture store is full. Free some space, or use another store.',
  'newer-version':
    'The picture store has a record of a newer version of chat-avatar-server, which is left as it is. Update this program, or use another store.',
  unreachable: 'The picture store cannot be reached. Check that it is running, and its address.',
  timeout: 'The picture store did not answer in time. Check that it is running, and the network.',
  busy: 'Too many calls are waiting for the picture store. Try again in a moment.',
  failed: 'The picture store failed. Look into its own log.',
};

const OTHER_REGION = 'The bucket is in another region. Set AWS_REGION to the region of the bucket.';
const BUSY_BUCKET =
  'The bucket gets more requests than it accepts at the moment. Try again in some minutes, with fewer processes at once.';

const WRONG_LOGIN =
  'The Redis of the picture store does not accept the user name or the password. Check REDIS_USERNAME and REDIS_PASSWORD.';

/** What a code says beyond its kind: why it happened, and what to do. */
const SENTENCES_BY_CODE: Record<string, string> = {
  EROFS:
    'The file system of the picture store is read-only. Mount it writable, or name a folder on another one. A disk with faults becomes read-only too: look into the log of the system.',
  ENOENT:
    'The folder of the picture store cannot be created: its file system permits no folder there, or it was removed. Name a folder on a disk.',
  EACCES:
    'This user may not read or write the folder of the picture store. Change the owner of the folder and its files (chown), or run as their owner.',
  EPERM:
    'The system does not permit this change in the folder of the picture store. Check its owner, immutable files (lsattr) and the sandbox of the service (ReadWritePaths).',
  ENOTDIR: 'A part of the path of the picture store is a file. Name a folder, or remove the file.',
  ELOOP:
    'Symbolic links on the path of the picture store form a loop. Remove one of them, or name another folder.',
  ENAMETOOLONG: 'The path of the picture store is too long for its file system. Name a shorter one.',
  EISDIR: 'A value of the picture store is a folder. Remove it from the folder of the store.',
  ENOSPC:
    'The disk of the picture store is full, or has no free inodes. Free some space (df -h, df -i), or run prune.',
  EDQUOT: 'The disk quota of this user is used up. Raise it, or run prune.',
  ESTALE:
    'The network file system of the picture store was exported again, so that open handles are stale. Mount it again; restart this process if that does not help.',
  EIO: 'The disk of the picture store cannot be read or written. Check the disk and the log of the system.',
  EMFILE:
    'This process has too many open files. Raise its limit (ulimit -n, LimitNOFILE of systemd) and restart it.',
  ENFILE: 'This machine has too many open files. Raise fs.file-max, or end programs that leak files.',
  InvalidResponse:
    'The endpoint of the bucket answered as no bucket does. Check its address (AWS_ENDPOINT_URL), and proxies before it.',
  ProxyError:
    'The bucket cannot be reached: a proxy before it answered with an error. Check that the bucket is running, and the log of the proxy.',
  InternalError:
    'The bucket answered with an internal error. Look at the status page or the log of its service.',
  ExpiredToken:
    'The temporary key of the picture store has expired. Set a new AWS_SESSION_TOKEN with its key, or let the chain of the AWS SDK renew it.',
  PermanentRedirect: OTHER_REGION,
  AuthorizationHeaderMalformed: OTHER_REGION,
  RequestTimeTooSkewed:
    'The clock of this machine differs from the clock of the bucket by more than 15 minutes. Set it, for example by NTP.',
  SlowDown: BUSY_BUCKET,
  ServiceUnavailable: BUSY_BUCKET,
  NOAUTH: WRONG_LOGIN,
  WRONGPASS: WRONG_LOGIN,
  MISCONF:
    'Redis refuses writes because it cannot save its data. Look into its log: its disk is usually full.',
  READONLY:
    'The Redis of the picture store is a replica, which takes no writes. Name its primary, or its Sentinels (redis+sentinel://), so that failovers are followed.',
  MOVED:
    'The Redis of the picture store is a server of a cluster. Name the cluster: redis+cluster://host:port in place of redis://host:port.',
  NOREPLICAS:
    'The Redis of the picture store refuses writes because it has too few replicas (min-replicas-to-write). Start them again.',
  OOM: 'Redis has reached maxmemory. Raise it, or run prune.',
};

/** By error code: of the system, of S3 error documents, and the first word of Redis errors. */
const CODES: Record<string, StoreErrorCode> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  ENOENT: 'refused',
  EACCES: 'refused',
  EPERM: 'refused',
  EROFS: 'refused',
  ENOTDIR: 'refused',
  EISDIR: 'refused',
  ELOOP: 'refused',
  ENAMETOOLONG: 'refused',
  ESTALE: 'unreachable',
  EIO: 'failed',
  EMFILE: 'failed',
  ENFILE: 'failed',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  EPIPE: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_SOCKET: 'unreachable',
  NoSuchBucket: 'no-bucket',
  PermanentRedirect: 'no-bucket',
  AccessDenied: 'refused',
  AllAccessDisabled: 'refused',
  InvalidAccessKeyId: 'wrong-credentials',
  SignatureDoesNotMatch: 'wrong-credentials',
  InvalidToken: 'wrong-credentials',
  ExpiredToken: 'wrong-credentials',
  AuthorizationHeaderMalformed: 'wrong-credentials',
  QuotaExceeded: 'full',
  InsufficientStorage: 'full',
  XMinioStorageFull: 'full',
  EntityTooLarge: 'refused',
  InvalidResponse: 'failed',
  InternalError: 'failed',
  ProxyError: 'unreachable',
  RequestTimeout: 'timeout',
  RequestTimeTooSkewed: 'failed',
  SlowDown: 'failed',
  ServiceUnavailable: 'failed',
  NOAUTH: 'wrong-credentials',
  WRONGPASS: 'wrong-credentials',
  NOPERM: 'refused',
  READONLY: 'unreachable',
  MOVED: 'failed',
  NOREPLICAS: 'unreachable',
  MASTERDOWN: 'unreachable',
  MISCONF: 'refused',
  OOM: 'full',
  LOADING: 'unreachable',
  MaxRetriesPerRequestError: 'unreachable',
  TimeoutError: 'timeout',
};

/** There was no connection. */
const UNSENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Converts an error of a driver into a `StoreError`. Only its code is kept: its message may contain a URL with a password.
 */
export function toStoreError(thrown: unknown): StoreError {
  if (thrown instanceof StoreError) return thrown;
  const found = [...codesOf(thrown)];
  const known = found.find((code) => Object.hasOwn(CODES, code));
  const code = (known && CODES[known]) || 'failed';
  const shown = known ?? found.find((text) => /^[A-Z][A-Za-z_]{2,40}$/.test(text) && text !== 'Error');
  const sentence = (known && SENTENCES_BY_CODE[known]) || SENTENCES[code];
  const error = new StoreError(code, shown ? `${sentence} (${shown})` : sentence);
  if (known && UNSENT.has(known)) noteUnsent(error);
  return error;
}

/** The codes in the chain of causes, outermost first. */
function* codesOf(thrown: unknown): Generator<string> {
  let error = thrown;
  for (let depth = 0; depth < 5 && error instanceof Error; depth += 1) {
    if ('code' in error && typeof error.code === 'string') yield error.code;
    // Redis sends its code as the first word of the message, and some clients put the system's code there.
    yield /^(?:-?ERR )?([A-Z]{3,20})\b/.exec(error.message)?.[1] ?? error.name;
    if (error instanceof AggregateError) error = error.errors[0];
    else
      error =
        error.cause ?? (error as { lastNodeError?: unknown; previousErrors?: unknown[] }).previousErrors?.[0];
  }
}
