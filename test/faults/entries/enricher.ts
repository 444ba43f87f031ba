import { createStorage, type Storage } from 'unstorage';
import { type RunOptions, runEnrich } from '../../../server/src/cli/commands/enrich/runEnrich.js';
import type { EnrichOptions, EnrichSource } from '../../../server/src/enricher/EnrichOptions.js';
import type { EnrichReport } from '../../../server/src/enricher/EnrichReport.js';
import { enrichContacts } from '../../../server/src/enricher/index.js';

const OPTIONS: RunOptions = { top: 10, concurrency: 2, perSecond: 20, maxOutage: 2, json: true };

export interface EnricherCase {
  source: EnrichSource;
  storage?: Storage;
  /** How often the failing call was made so far. */
  asked?(): number;
}

/** One run of `enrichContacts` over ten chats, with downloads that fail: outcomes, and how often a download was tried. */
export async function enrichOnce(options: EnrichOptions, asked: () => number): Promise<string> {
  const report = await enrichContacts({ ...options, top: 10 });
  return `${describeReport(report)}; ${plural(asked(), 'try', 'tries')}`;
}

/** One run of the command `enrich` over ten chats: outcomes, how often the failing call was made, and the exit code. */
export async function runEnricher({
  source,
  storage = createStorage(),
  asked,
}: EnricherCase): Promise<string> {
  const nothing = async () => {};
  const store = { storage, describe: () => 'memory', check: nothing, ping: nothing, close: nothing };
  const { exitCode, report } = await runEnrich(
    { source, store, storeOption: '--store', signal: new AbortController().signal },
    OPTIONS,
  );
  const tries = asked ? `; ${plural(asked(), 'try', 'tries')}` : '';
  return `exit ${exitCode}: ${describeReport(report)}${tries}`;
}

function describeReport({ counts, chats, stopped }: EnrichReport): string {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} \`${outcome}\``);
  const codes = [...new Set(chats.flatMap(({ code }) => code ?? []))].map((code) => `\`${code}\``);
  const texts = [parts.join(', '), codes.join(', '), stopped ? `stopped by \`${stopped.code}\`` : ''];
  return texts.filter((text) => text !== '').join('; ');
}

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
