import { collectDefaultMetrics } from 'prom-client';
import { problem } from '../../../../gateway/problems.js';
import { CliError } from '../../../shared/CliError.js';
import { allowHosts, allowSecret, isLoopbackHost } from '../../../shared/http/access.js';
import { type Listening, listen } from '../../../shared/http/listen.js';
import {
  createOperations,
  metricsOperation,
  readMetricsSecret,
  uncached,
} from '../../../shared/http/operations.js';
import type { EnrichMetrics } from './createEnrichMetrics.js';

export interface MetricsServerOptions {
  metricsPort?: number;
  metricsHost: string;
}

const OPTIONS = { host: '--metrics-host', port: '--metrics-port' };

/**
 * Serves `/metrics` and `/healthz` between the runs of a schedule, with the secret of `serve`. `undefined` without `--metrics-port`.
 *
 * @throws {CliError} if it cannot listen on the address, or other machines could reach it without a secret.
 */
export async function serveMetrics(
  { registry }: EnrichMetrics,
  { metricsPort: port, metricsHost: host }: MetricsServerOptions,
  environment = process.env,
): Promise<Listening | undefined> {
  if (port === undefined) return undefined;
  const secret = readMetricsSecret(environment);
  if (secret === undefined && !isLoopbackHost(host)) {
    throw new CliError(
      `On ${host} other machines can read the metrics, so they need a secret. Set CHAT_AVATAR_METRICS_SECRET, and send it with each ` +
        'request as "Authorization: Bearer <secret>"; or leave out --metrics-host.',
    );
  }
  collectDefaultMetrics({ register: registry });
  const page = async () =>
    new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
  const authorize = secret === undefined ? allowHosts(undefined, () => undefined) : allowSecret(secret);
  const operate = createOperations({ '/metrics': metricsOperation(page, authorize) });
  return listen({
    host,
    port,
    options: OPTIONS,
    makeFetch: () => async (request) =>
      (await operate(new URL(request.url).pathname, request)) ?? nothingHere(),
  });
}

function nothingHere(): Response {
  return uncached(
    problem('not-found', 'Nothing is at this path. The metrics are at /metrics, and /healthz answers too.'),
  );
}
