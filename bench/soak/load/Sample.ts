import type { GatewayProcess } from '../support/GatewayProcess.js';
import type { Browsers } from './Browsers.js';

/** The state of the gateway at the end of a minute. */
export interface Sample {
  minute: number;
  /** In MB. */
  rss: number;
  heap: number;
  external: number;
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
  return {
    minute,
    rss: Math.round(gateway.rss()),
    heap: Math.round(gateway.heap(metrics)),
    external: Math.round(value('nodejs_external_memory_bytes') / 1e6),
    descriptors: gateway.descriptors(),
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

/** The line through the samples of the last half: its growth per hour, and how far the samples lie from it. */
export function trendOf(samples: readonly Sample[], field: 'rss' | 'heap' | 'external' | 'descriptors') {
  const points = samples
    .slice(Math.floor(samples.length / 2))
    .map((sample) => [sample.minute, sample[field]] as const);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))];
  const spread = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  const slope = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / spread;
  const residual = Math.sqrt(mean(points.map(([at, value]) => (value - y - slope * (at - x)) ** 2)));
  return {
    mean: y,
    perHour: slope * 60,
    residual,
    growth: slope * ((points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0)),
  };
}
