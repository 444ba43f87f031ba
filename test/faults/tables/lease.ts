import { createStorage, type Storage } from 'unstorage';
import memoryDriver from 'unstorage/drivers/memory';
import { runEnricher } from '../entries/enricher.js';
import { describeAnswer, gatewayOf, storeFace } from '../entries/gateway.js';
import { failingClient } from '../entries/wawpClient.js';
import type { FaultTable } from '../markdown.js';

/** The answer of Redis to the commands of a lease. */
interface LeaseFault {
  name: string;
  set(startedAt: number): Promise<'OK' | null>;
  evaluate?(): Promise<number>;
}

const refused = () => Promise.reject(Object.assign(new Error('ECONNREFUSED'), { code: 'ECONNREFUSED' }));
const silence = () => new Promise<never>(() => {});

const FAULTS: LeaseFault[] = [
  { name: 'connection refused', set: refused },
  { name: 'no answer', set: silence },
  {
    name: 'held for a minute by a replica that stores nothing',
    set: async (startedAt) => (Date.now() - startedAt > 60_000 ? 'OK' : null),
  },
  { name: 'no answer to the release', set: async () => 'OK', evaluate: silence },
  { name: 'expired, or evicted, before the release', set: async () => 'OK', evaluate: async () => 0 },
];

/** Values are in memory and always there. Only the leases fail. */
function storageWith({ set, evaluate = async () => 1 }: LeaseFault): Storage {
  const startedAt = Date.now();
  const client = {
    set: () => set(startedAt),
    eval: evaluate,
    get: async () => null,
    psetex: async () => 'OK',
    del: async () => 0,
    pttl: async () => 20_000,
    info: async () => '',
    config: async () => [],
  };
  return createStorage({ driver: { ...memoryDriver(), name: 'redis', getInstance: () => client as never } });
}

const healthy = () =>
  failingClient({ name: '', answer: async () => Response.json({ url: null }) }, () => false).client;

const look = async (storage: Storage) =>
  describeAnswer(await gatewayOf({ source: healthy(), storage }).look());

async function refresh(storage: Storage): Promise<string> {
  const response = await gatewayOf({ source: healthy(), storage }).refresh();
  const { code, picture } = await response.json();
  return `${response.status} \`${code ?? picture?.status}\``;
}

/** Replicas take a lease, so that one of them asks Wawp. */
export async function lease(): Promise<FaultTable> {
  const rows = FAULTS.map(async (fault) =>
    Promise.all([
      fault.name,
      look(storageWith(fault)),
      look(await storeFace(storageWith(fault), healthy().id)),
      refresh(storageWith(fault)),
      runEnricher({ source: healthy(), storage: storageWith(fault) }),
    ]),
  );
  return {
    title: 'The lease: one replica asks Wawp',
    intro: `The values of the store are there, and the commands of its leases fail. A replica that gets no lease because the store fails asks Wawp itself: a second
question is better than no picture. One that waits for another replica answers rate-limited after its time-out and 5 s, and goes on waiting for the next question.`,
    columns: [
      'failure',
      'gateway, nothing stored',
      'gateway, a picture stored',
      '`POST /pictures/refresh`',
      '`enrich`, ten chats',
    ],
    rows: await Promise.all(rows),
  };
}
