import type { PictureGatewayEvent } from 'chat-avatar-server';
import type { AwsKey } from '../../../server/src/store/storage/drivers/bucket/signS3.js';
import { bucketWithKeys } from '../entries/bucket.js';
import { runEnricher } from '../entries/enricher.js';
import { describeAnswer, gatewayOf } from '../entries/gateway.js';
import { failingClient } from '../entries/wawpClient.js';
import type { FaultTable } from '../markdown.js';
import { pass } from '../settle.js';

type Load = () => Promise<AwsKey & { expiresAt?: number }>;

const KEY = { accessKeyId: 'ROLEKEY', secretAccessKey: 'secret-of-the-role' };

/** Errors as the chains throw them: `server/test/store/storage/credentialFaults.integration.test.ts`. */
const fails = (properties: object) => () =>
  Promise.reject(Object.assign(new Error('secret-of-the-role'), properties));

const FAULTS: [name: string, load: Load][] = [
  ['connection refused', fails({ code: 'ECONNREFUSED' })],
  ['no answer', () => new Promise(() => {})],
  ['403', fails({ $metadata: { httpStatusCode: 403 } })],
  ['429', fails({ $metadata: { httpStatusCode: 429 } })],
  ['500', fails({ $metadata: { httpStatusCode: 500 } })],
  ['200 with a page, or without a credential', fails({ name: 'SyntaxError' })],
];

/** Wawp answers for every chat. */
const healthy = () =>
  failingClient({ name: '', answer: async () => Response.json({ url: null }) }, () => false).client;

/** What the operator reads, and one look. */
async function lookAndListen(load: Load): Promise<[said: string, answer: string]> {
  const said = new Set<string>();
  const onEvent = (event: PictureGatewayEvent) => {
    if (event.type === 'store-failed' && event.error instanceof Error) said.add(event.error.message);
  };
  const { look } = gatewayOf({ source: healthy(), storage: bucketWithKeys(load), options: { onEvent } });
  const answer = await describeAnswer(await look());
  return [[...said].join(' '), answer];
}

/** The source gives one key for 10 minutes, and fails from then on. */
async function lookAfterExpiry(fault: Load): Promise<string> {
  let isWell = true;
  const load = () => (isWell ? Promise.resolve({ ...KEY, expiresAt: Date.now() + 600_000 }) : fault());
  const storage = bucketWithKeys(load);
  const { look } = gatewayOf({ source: healthy(), storage });
  await look();
  isWell = false;
  await pass(660_000);
  return describeAnswer(await look());
}

/** The source fails for 20 s. */
function enrichAfterRecovery(fault: Load): Promise<string> {
  const startedAt = Date.now();
  const load = () => (Date.now() - startedAt < 20_000 ? fault() : Promise.resolve(KEY));
  return runEnricher({ source: healthy(), storage: bucketWithKeys(load) });
}

/** A source of temporary credentials: the metadata service of an instance, the agent of a container, a token service. */
export async function credentials(): Promise<FaultTable> {
  const rows = FAULTS.map(async ([name, fault]) => [
    name,
    ...(await lookAndListen(fault)),
    await lookAfterExpiry(fault),
    await runEnricher({ source: healthy(), storage: bucketWithKeys(fault) }),
    await enrichAfterRecovery(fault),
  ]);
  return {
    title: 'The credentials of a bucket: a role, a container, a web identity, a service account',
    intro: `The source of temporary credentials fails. A credential is asked for once for all calls, renewed 5 minutes before it expires, and used until then. A source
that does not answer within 4 s has failed. After a failure, calls fail at once for 2 s; then it is asked again. No error has a part of what a source answered.`,
    columns: [
      'failure',
      'what the operator reads',
      'gateway',
      'gateway, after the last key has expired',
      '`enrich`, ten chats',
      '`enrich`, well again after 20 s',
    ],
    rows: await Promise.all(rows),
  };
}
