import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PictureGatewayEvent } from '../../../gateway/PictureGatewayEvent.js';
import { SERVED_FORMATS } from '../../../images/negotiateFormat.js';
import { ERROR_CODES } from '../../../lib/errorCodes.js';
import type { StoreState } from './StoreHealth.js';

export interface ServeMetrics {
  event(event: PictureGatewayEvent, instance?: string): void;
  request(request: {
    route: string;
    status: number;
    durationMs: number;
    instance?: string | undefined;
  }): void;
  /** A response in the Prometheus text format. */
  page(): Promise<Response>;
}

/** A record, so that a new type of event does not compile until it is here. */
const EVENT_TYPES: Record<PictureGatewayEvent['type'], true> = {
  'source-answered': true,
  'source-failed': true,
  'source-paused': true,
  'picture-fetched': true,
  'picture-failed': true,
  'served-stale': true,
  'image-resized': true,
  'store-failed': true,
  'store-limited': true,
  'store-damaged': true,
  'garbage-collected': true,
  'erasure-refused': true,
  'authorize-failed': true,
  'caller-unknown': true,
  'origin-refused': true,
  'base-path-mismatch': true,
  'internal-error': true,
};

const ANSWERS = ['available', 'none', 'restricted', ...ERROR_CODES];
const FETCHES = ['stored', ...ERROR_CODES];

const SECONDS = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 20];

/** The store of one instance. `instance` is its name, if the process serves several. */
export interface ObservedStore {
  instance: string | undefined;
  readonly state: StoreState;
}

/**
 * Prometheus metrics of the gateway. Labels have few, fixed values: no chat id, no URL. With several instances, each series has a
 * label with the name of its instance.
 */
export function createServeMetrics(stores: readonly ObservedStore[]): ServeMetrics {
  const registry = new Registry();
  const registers = [registry];
  const hasInstances = stores.some(({ instance }) => instance !== undefined);
  const withInstance = (...names: string[]) => (hasInstances ? [...names, 'instance'] : names);
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'chat_avatar_request_duration_seconds',
    help: 'Duration of HTTP requests to the gateway',
    labelNames: withInstance('route', 'status'),
    buckets: SECONDS,
    registers,
  });
  const asked = new Histogram({
    name: 'chat_avatar_source_duration_seconds',
    help: 'Duration of requests to Wawp, by outcome',
    labelNames: withInstance('outcome', 'refresh'),
    buckets: SECONDS,
    registers,
  });
  const fetched = new Histogram({
    name: 'chat_avatar_picture_fetch_duration_seconds',
    help: 'Duration of picture downloads from the CDN, by outcome',
    labelNames: withInstance('outcome'),
    buckets: SECONDS,
    registers,
  });
  const resized = new Histogram({
    name: 'chat_avatar_image_resize_duration_seconds',
    help: 'Duration of resizing a picture, by format',
    labelNames: withInstance('format'),
    buckets: SECONDS,
    registers,
  });
  // Beside the histograms, of which each series has 13 lines: with 40 instances, empty ones for all outcomes would be a page of 2 MB.
  const answers = new Counter({
    name: 'chat_avatar_source_answers_total',
    help: 'Requests to Wawp that have ended, by outcome',
    labelNames: withInstance('outcome'),
    registers,
  });
  const fetches = new Counter({
    name: 'chat_avatar_picture_fetches_total',
    help: 'Picture downloads from the CDN that have ended, by outcome',
    labelNames: withInstance('outcome'),
    registers,
  });
  const events = new Counter({
    name: 'chat_avatar_events_total',
    help: 'Gateway events, by type',
    labelNames: withInstance('type'),
    registers,
  });

  for (const { instance } of stores) {
    const own = labelOf(instance);
    // At 0 from the start: `rate()` and `increase()` miss the first event of a series that begins at 1.
    for (const type of Object.keys(EVENT_TYPES)) events.inc({ type, ...own }, 0);
    for (const outcome of ANSWERS) answers.inc({ outcome, ...own }, 0);
    for (const outcome of FETCHES) fetches.inc({ outcome, ...own }, 0);
    if (stores.length > 1) continue;
    for (const outcome of ANSWERS) {
      for (const refresh of ['true', 'false']) asked.zero({ outcome, refresh, ...own });
    }
    for (const outcome of FETCHES) fetched.zero({ outcome, ...own });
    for (const format of SERVED_FORMATS) resized.zero({ format, ...own });
  }
  new Gauge({
    name: 'chat_avatar_store_up',
    help: 'Whether the picture store answered the last health check: 1, or 0 while it is down',
    labelNames: withInstance(),
    registers,
    collect() {
      for (const { instance, state } of stores) this.set(labelOf(instance), state === 'ok' ? 1 : 0);
    },
  });

  const observers = new Map<string, ReturnType<typeof requests.labels>>();

  return {
    request({ route, status, durationMs, instance = '' }) {
      const key = `${route} ${status} ${instance}`;
      // Cached, because prom-client validates the labels on every call.
      const observer =
        observers.get(key) ?? requests.labels(route, String(status), ...(hasInstances ? [instance] : []));
      observers.set(key, observer);
      observer.observe(durationMs / 1000);
    },
    event(event, instance) {
      const own = labelOf(instance);
      events.inc({ type: event.type, ...own });
      if (!('durationMs' in event)) return;
      const seconds = Math.max(0, event.durationMs) / 1000;
      if (event.type === 'source-answered' || event.type === 'source-failed') {
        const outcome = event.type === 'source-answered' ? event.status : event.error.code;
        answers.inc({ outcome, ...own });
        asked.observe({ outcome, refresh: String(event.refresh), ...own }, seconds);
      } else if (event.type === 'picture-fetched' || event.type === 'picture-failed') {
        const outcome = event.type === 'picture-fetched' ? 'stored' : event.error.code;
        fetches.inc({ outcome, ...own });
        fetched.observe({ outcome, ...own }, seconds);
      } else if (event.type === 'image-resized') {
        resized.observe({ format: event.format, ...own }, seconds);
      }
    },
    async page() {
      return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
    },
  };
}

function labelOf(instance: string | undefined): { instance?: string } {
  return instance === undefined ? {} : { instance };
}
