import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildCli } from '../../../server/test/cli/buildCli.js';
import { startRedis } from '../../../test/support/redis.js';
import { GatewayProcess } from '../support/GatewayProcess.js';
import { describeRun } from '../support/runOfRecord.js';
import { Browsers } from './Browsers.js';
import { startFaultyWawp } from './faultyWawp.js';
import type { LoadResult } from './LoadResult.js';
import { loadPlot } from './loadPlot.js';
import { loadReport } from './loadReport.js';
import { type EnricherRun, Outages, runEnricher } from './Outages.js';
import { type Sample, takeSample } from './Sample.js';
import { Tally } from './Tally.js';

const TOKEN = 'soak-token-7c1f0a9d3b';
const LOCAL = ['--image-host', '127.0.0.1', '--dangerously-allow-private-addresses'];

/** Runs the load, and writes load.md and load.svg. */
export async function load(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '60' },
      rate: { type: 'string', default: '10' },
      chats: { type: 'string', default: '20000' },
      out: { type: 'string', default: join(import.meta.dirname, '..') },
    },
  });
  const [minutes, rate, chats] = [Number(values.minutes), Number(values.rate), Number(values.chats)];
  const started = new Date();
  const run = describeRun(started);
  await mkdir(values.out, { recursive: true });
  const program = await buildCli('soak-load');
  const redis = await startRedis();
  const wawp = await startFaultyWawp(chats, TOKEN);
  const env = { WAWP_INSTANCE_ID: '123456789012', WAWP_ACCESS_TOKEN: TOKEN, WAWP_BASE_URL: wawp.origin };
  const logFile = join(values.out, 'load.log');
  const store = ['--store', redis.url, ...LOCAL];
  const gateway = await GatewayProcess.start(program, [...store, '--log-level', 'warn'], env, logFile);
  const browsers = new Browsers(gateway.origin, chats);

  // Two cycles, from one run of the enricher to the next, are a third of the last half: see `growthOfTroughs`.
  const cycleMs = (minutes / 12) * 60_000;
  const outages = new Outages({ wawp, redis, cycleMs });
  outages.start();
  const startedAt = performance.now();
  const minutesSince = () => (performance.now() - startedAt) / 60_000;
  const enricherRuns: EnricherRun[] = [];
  const ended = new AbortController();
  const enrich = async () => {
    if (enricherRuns.some(({ end }) => end === undefined)) return;
    const started: EnricherRun = { at: Math.round(minutesSince()) };
    enricherRuns.push(started);
    started.end = await runEnricher(
      program,
      [...store, '--top', '200', '--max-outage', '2'],
      env,
      ended.signal,
    );
  };
  const enricher = setInterval(() => void enrich(), cycleMs * 2);
  setTimeout(() => void enrich(), 5_000);
  const requests = setInterval(() => void browsers.send(), 1000 / rate);

  const samples: Sample[] = [];
  const result = (): LoadResult => ({
    run,
    minutes,
    rate,
    chats,
    samples,
    enricherRuns,
    total: browsers.total,
    outages: outages.counts,
    faults: wawp.faults,
  });
  for (let minute = 1; minute <= minutes; minute += 1) {
    await delay(Math.max(0, minute * 60_000 - (performance.now() - startedAt)));
    const sample = await takeSample(minute, gateway, browsers);
    browsers.minute = new Tally();
    samples.push(sample);
    console.log(JSON.stringify(sample));
    await write(values.out, result());
  }
  clearInterval(requests);
  clearInterval(enricher);
  await outages.stop();
  for (let waited = 0; browsers.open > 0 && waited < 70_000; waited += 250) await delay(250);
  const metrics = await gateway.metrics();
  const counted = [...metrics].filter(([name]) =>
    /^chat_avatar_request_duration_seconds_count\{route="(pictures|images|refresh)"/.test(name),
  );
  const secrets = await gateway.linesWith(new RegExp(TOKEN), /\d{9,}@(c\.us|g\.us)/);
  const exit = await gateway.end('SIGTERM');
  await write(values.out, {
    ...result(),
    open: browsers.open,
    counted: counted.reduce((sum, [, value]) => sum + value, 0),
    events: Object.fromEntries([...metrics].filter(([name]) => name.startsWith('chat_avatar_events_total'))),
    secretLines: secrets.length,
    exit: String(exit),
  });
  ended.abort();
  await redis.stop();
}

async function write(folder: string, result: LoadResult): Promise<void> {
  await writeFile(join(folder, 'load.md'), loadReport(result));
  await writeFile(join(folder, 'load.svg'), loadPlot(result.samples));
}
