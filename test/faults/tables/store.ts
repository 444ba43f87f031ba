import { createStorage, type Storage } from 'unstorage';
import { runEnricher } from '../entries/enricher.js';
import { describeAnswer, gatewayOf } from '../entries/gateway.js';
import { failingClient } from '../entries/wawpClient.js';
import type { FaultTable } from '../markdown.js';

const READS = ['hasItem', 'getItem', 'getItemRaw', 'getKeys'] as const;
const WRITES = ['setItem', 'setItemRaw', 'removeItem'] as const;

const withCode = (code: string) => () =>
  Promise.reject(Object.assign(new Error(`${code}: the store failed`), { code }));
const withMessage = (message: string) => () => Promise.reject(new Error(message));

const FAULTS: [name: string, fail: () => Promise<never>][] = [
  ['connection refused', withCode('ECONNREFUSED')],
  ['no answer', () => new Promise(() => {})],
  ['disk full (ENOSPC)', withCode('ENOSPC')],
  ['read-only (EROFS)', withCode('EROFS')],
  ['no permission (EACCES)', withCode('EACCES')],
  ['broken disk (EIO)', withCode('EIO')],
  ['stale file handle (ESTALE)', withCode('ESTALE')],
  ['Redis: read-only replica', withMessage("READONLY You can't write against a read only replica.")],
  ['Redis: out of memory', withMessage('OOM command not allowed when used memory > maxmemory.')],
  ['Redis: wrong password', withMessage('WRONGPASS invalid username-password pair or user is disabled.')],
  ['bucket: access denied', withCode('AccessDenied')],
  ['bucket: slow down', withCode('SlowDown')],
  ['bucket: expired temporary key', withCode('ExpiredToken')],
  ['bucket: the page of another program', withCode('InvalidResponse')],
  ['bucket: an error of a proxy (502, 504)', withCode('ProxyError')],
];

function failingStorage(methods: readonly (keyof Storage)[], fail: () => Promise<never>): Storage {
  return Object.assign(createStorage(), Object.fromEntries(methods.map((method) => [method, fail])));
}

/** Wawp answers for every chat. */
const healthy = () =>
  failingClient({ name: '', answer: async () => Response.json({ url: null }) }, () => false).client;

const lookOnce = async (storage: Storage) =>
  describeAnswer(await gatewayOf({ source: healthy(), storage }).look());

/** The store is read and written. */
export async function store(): Promise<FaultTable> {
  const rows = FAULTS.map(([name, fail]) =>
    Promise.all([
      name,
      lookOnce(failingStorage(READS, fail)),
      runEnricher({ source: healthy(), storage: failingStorage(READS, fail) }),
      lookOnce(failingStorage(WRITES, fail)),
      runEnricher({ source: healthy(), storage: failingStorage(WRITES, fail) }),
    ]),
  );
  return {
    title: 'The store: reads and writes',
    intro: `The gateway goes on without its store: it asks Wawp, answers from memory, and writes later what it could not write. The enricher pauses and
tries again, up to \`--max-outage\`, here 2 minutes; a store that is full or refuses access ends the run at once. Ten chats, nothing stored before.`,
    columns: ['failure', 'reads: gateway', 'reads: `enrich`', 'writes: gateway', 'writes: `enrich`'],
    rows: await Promise.all(rows),
  };
}
