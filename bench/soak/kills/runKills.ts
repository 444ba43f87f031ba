import { join } from 'node:path';
import { GatewayProcess } from '../support/GatewayProcess.js';
import { killEnricher, startEnricher } from './killEnricher.js';
import { killGateway } from './killGateway.js';
import { chatsOf, startKillWawp } from './killWawp.js';
import { recover } from './recover.js';
import { readStore } from './StoreCheck.js';

/** Chats of a round. A gateway stores sixteen faces on files in less time than a kill takes. */
export const CHATS = { gateway: 60, enricher: 16 };
/** After so many kills, and at the end, all of the store is read. */
const FULL_CHECK = 25;
const LOCAL = ['--image-host', '127.0.0.1', '--dangerously-allow-private-addresses'];

export interface KillOptions {
  victim: 'gateway' | 'enricher';
  store: 'files' | 'Redis';
  place: string;
  /** The built command line. */
  program: string;
  count: number;
  /** For logs. */
  folder: string;
  onRound(line: string): void;
}

export interface KillRow {
  victim: string;
  store: string;
  kills: number;
  /** Kills that left chats of the round without a face. */
  midway: number;
  /** Faces that were acknowledged, and those of them that were gone at any later look. */
  acknowledged: number;
  lost: number;
  /** Faces that the gateway had in memory alone, because the store did not answer within its time-out. */
  held: number;
  withoutBytes: number;
  damaged: number;
  /** The longest time until a lease of a killed process expires, in s. */
  leaseSeconds: number;
  /** Unfinished writes at the end, and after the next start an hour later. */
  drafts: number;
  draftsLater: number;
  /** Chats that had no face after their kill, and those of them that got it afterwards. */
  unfinished: number;
  recovered: number;
}

/** Kills a gateway or an enricher so often, and checks the store after each kill. */
export async function runKills(options: KillOptions): Promise<KillRow> {
  const { victim, store, place, program, count, folder, onRound } = options;
  const chats = CHATS[victim];
  const wawp = await startKillWawp(chats);
  const env = (round: number) => ({
    WAWP_INSTANCE_ID: '123456789012',
    WAWP_ACCESS_TOKEN: 'kill-token-5b2d9c',
    WAWP_BASE_URL: wawp.accountOf(round),
  });
  const args = ['--store', place, ...LOCAL];
  const startGateway = (round: number) =>
    GatewayProcess.start(
      program,
      [...args, '--log-level', 'warn'],
      env(round),
      join(folder, `${victim}-${store}-${round}.log`),
    );
  const row: KillRow = {
    victim,
    store,
    kills: 0,
    midway: 0,
    acknowledged: 0,
    lost: 0,
    held: 0,
    withoutBytes: 0,
    damaged: 0,
    leaseSeconds: 0,
    drafts: 0,
    draftsLater: 0,
    unfinished: 0,
    recovered: 0,
  };
  const promised = new Set<string>();
  const all = new Set<string>();
  const check = async (chatIds: Iterable<string>) => {
    const found = await readStore(place, chatIds);
    const asked = new Set(chatIds);
    row.lost += [...promised].filter((chatId) => asked.has(chatId) && !found.faces.has(chatId)).length;
    row.withoutBytes += found.withoutBytes.length;
    row.damaged += found.damaged.length;
    row.leaseSeconds = Math.max(row.leaseSeconds, found.leaseSeconds);
    row.drafts = found.drafts;
    return found;
  };

  const start = {
    gateway: (round: number) => startGateway(round),
    enricher: async (round: number) => startEnricher(program, args, env(round)),
  };
  let next = victim === 'gateway' ? start.gateway(0) : undefined;
  for (let round = 0; round < count; round += 1) {
    const chatIds = chatsOf(round, chats);
    for (const chatId of chatIds) all.add(chatId);
    let acknowledged: Set<string>;
    let isStoreSlow = false;
    if (next !== undefined) {
      const gateway = await next;
      const killed = killGateway(gateway, chatIds, () => wawp.received());
      next = start.gateway(round + 1);
      acknowledged = await killed;
      isStoreSlow = (await gateway.linesWith(/"msg":"store-failed"/)).length > 0;
    } else {
      acknowledged = await killEnricher(await start.enricher(round), chats, () => wawp.requestsOf(round) > 0);
    }
    const { faces } = await check(chatIds);
    for (const chatId of acknowledged) {
      if (isStoreSlow && !faces.has(chatId)) row.held += 1;
      else promised.add(chatId);
    }
    row.kills += 1;
    row.acknowledged += acknowledged.size;
    row.lost += [...acknowledged].filter((chatId) => promised.has(chatId) && !faces.has(chatId)).length;
    if (faces.size < chats) row.midway += 1;
    if ((round + 1) % FULL_CHECK === 0) await check(all);
    onRound(
      `${victim} on ${store}, kill ${round + 1}: ${faces.size} of ${chats} faces, ${acknowledged.size} acknowledged, ${row.lost} lost`,
    );
  }
  const gateway = await (next ?? startGateway(count));
  const found = await check(all);
  const unfinished = [...all].filter((chatId) => !found.faces.has(chatId));
  row.unfinished = unfinished.length;
  await gateway.end('SIGTERM');
  const recovery = await recover({ place, unfinished, startGateway: () => startGateway(count) });
  return { ...row, ...recovery };
}
