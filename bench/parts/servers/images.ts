import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { photograph } from '../../../test/support/photographs.js';
import type { Bench } from '../../harness/Bench.js';
import { buildProcess } from '../../harness/build.js';
import { compareServers, type ServerUnderTest } from '../../harness/load/compareServers.js';
import { recordAnswer } from '../../harness/load/recordAnswer.js';
import { startServe } from '../../harness/load/startServe.js';
import { Process } from '../../harness/Process.js';
import { chatIdOf } from '../../processes/support/chatIdOf.js';
import type { Row } from '../../report/Results.js';
import { OURS, rowOf } from '../../report/rows.js';

const FLOOR = 'bare';
const SERVE = 'serve';
const HEADERS = { accept: 'image/webp' };
const LABELS = { [FLOOR]: 'bare node:http', [OURS]: 'gateway' };

/** A cached image of 80 px: from a gateway, from `chat-avatar-server serve`, and from a bare server with the same bytes. */
export async function images({ packages, rounds }: Bench) {
  const folder = await mkdtemp(join(tmpdir(), 'chat-avatar-bench-'));
  const photo = join(folder, 'photo.jpg');
  await writeFile(photo, await photograph());
  const gateway = await Process.start<string>(await buildProcess(packages, 'gateway'), [photo]);
  const serve = await startServe(packages, folder, photo);
  const stops = [() => gateway.process.stop(), () => serve.stop()];
  try {
    const image = await imageUrl(`${gateway.hello}/chat-pictures`);
    const recorded = join(folder, 'image.json');
    await recordAnswer({ url: image, headers: HEADERS }, recorded);
    const bare = await Process.start<string>(await buildProcess(packages, 'bareServer'), [recorded]);
    stops.push(() => bare.process.stop());
    const servers: Record<string, ServerUnderTest> = {
      [FLOOR]: { url: image.replace(gateway.hello, bare.hello), headers: HEADERS, pid: bare.process.pid },
      [OURS]: { url: image, headers: HEADERS, pid: gateway.process.pid },
      [SERVE]: { url: await imageUrl(serve.origin), headers: HEADERS, pid: serve.pid },
    };
    const { rate = {}, p99Ms = {} } = await compareServers(servers, rounds * 2);
    const bareAnd = (samples: typeof rate, name: string) => ({
      [FLOOR]: samples[FLOOR] ?? [],
      [OURS]: samples[name] ?? [],
    });
    const unit = 'requests per CPU second';
    const row = (samples: typeof rate, what: string, more: { unit: string; target?: Row['target'] }) =>
      rowOf(samples, { what, floor: FLOOR, labels: LABELS, ...more });
    return {
      title: 'Servers: a cached image, 64 connections',
      rows: {
        gateway: row(bareAnd(rate, OURS), 'gateway', { unit, target: { of: 'ratio', atLeast: 0.9 } }),
        serve: row(bareAnd(rate, SERVE), '`chat-avatar-server serve`', {
          unit,
          target: { of: 'ratio', atLeast: 0.8 },
        }),
        gatewayP99: row(bareAnd(p99Ms, OURS), 'gateway: 1 request in 100 takes longer than', { unit: 'ms' }),
        serveP99: row(bareAnd(p99Ms, SERVE), '`serve`: 1 request in 100 takes longer than', { unit: 'ms' }),
      },
      growth: {},
    };
  } finally {
    for (const stop of stops) await stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The URL of a chat's picture at 80 px. */
async function imageUrl(gateway: string): Promise<string> {
  const response = await fetch(`${gateway}/pictures?chatId=${encodeURIComponent(chatIdOf(1))}`);
  const text = await response.text();
  const path = /"?([^" ,]*\/images\/[^" ]+) 80w/.exec(text)?.[1];
  if (!path) throw new Error(`The gateway names no image of 80 px: ${text.slice(0, 300)}`);
  return new URL(path, gateway).href;
}
