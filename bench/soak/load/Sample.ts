import type { GatewayProcess } from '../support/GatewayProcess.js';
import type { Browsers } from './Browsers.js';

/** The state of the gateway at the end of a minute. */
export interface Sample {
  minute: number;
  /** In MB. */
  rss: number;
  heap: number;
  external: number;
  /** After a collection. */
  liveHeap: number;
  liveExternal: number;
  descriptors: number;
  /** Of the event loop, in ms. */
  delayP50: number;
  delayP99: number;
  sent: number;
  answered: number;
  left: number;
  /** Latency, in ms. */
  p50: number;
  p99: number;
  /** Answers of the minute. */
  statuses: Record<string, number>;
}

export async function takeSample(
  minute: number,
  gateway: GatewayProcess,
  { minute: tally }: Browsers,
): Promise<Sample> {
  const metrics = await gateway.metrics();
  const value = (name: string) => metrics.get(name) ?? Number.NaN;
  const [rss, descriptors] = [Math.round(gateway.rss()), gateway.descriptors()];
  const live = await gateway.liveMemory();
  return {
    minute,
    rss,
    heap: Math.round(gateway.heap(metrics)),
    external: Math.round(value('nodejs_external_memory_bytes') / 1e6),
    liveHeap: tenths(live.heap),
    liveExternal: tenths(live.external),
    descriptors,
    delayP50: Math.round(value('nodejs_eventloop_lag_p50_seconds') * 1000),
    delayP99: Math.round(value('nodejs_eventloop_lag_p99_seconds') * 1000),
    sent: tally.sent,
    answered: tally.answered,
    left: tally.left,
    p50: tally.percentile(0.5),
    p99: tally.percentile(0.99),
    statuses: { ...tally.statuses },
  };
}

export const tenths = (value: number) => Math.round(value * 10) / 10;
