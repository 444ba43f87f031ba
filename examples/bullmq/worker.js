// Works on the jobs, as many of these as you like: node examples/bullmq/worker.js
import { pathToFileURL } from 'node:url';
import { Worker } from 'bullmq';
import { createEnrichInstance, STOPPING } from './enrichInstance.js';
import { tokenOf } from './instances.js';
import { openStore } from './openStore.js';
import { connectionTo, QUEUE } from './queue.js';

const MINUTE = 60_000;

/**
 * Five minutes, ten, twenty, …, spread so that many do not come back in step; and never before Wawp's `Retry-After`.
 *
 * @param {number} attempts  How many were made.
 * @param {string} [_type]
 * @param {Error & { retryAfterMs?: number }} [error]
 */
export function waitBeforeRetry(attempts, _type, error) {
  const wait = 5 * MINUTE * 2 ** (attempts - 1);
  return Math.round(Math.max(wait, error?.retryAfterMs ?? 0) * (1 + Math.random() / 4));
}

/**
 * @param {object} [settings]
 * @param {Partial<Parameters<typeof createEnrichInstance>[0]>} [settings.parts]
 * @param {Partial<import('bullmq').WorkerOptions>} [settings.worker]
 */
export function startWorker({ parts, worker: options } = {}) {
  const baseUrl = process.env.WAWP_BASE_URL;
  // `chat-avatar-server emulate` serves its pictures from this machine, which is refused otherwise.
  const isEmulator = baseUrl?.startsWith('http://127.0.0.1:');
  const enrichInstance = createEnrichInstance({
    tokenOf,
    openStore,
    baseUrl,
    options: isEmulator ? { imageHosts: ['127.0.0.1'], dangerouslyAllowPrivateAddresses: true } : {},
    ...parts,
  });
  const worker = new Worker(QUEUE, enrichInstance, {
    connection: connectionTo(),
    concurrency: 4,
    // A machine that is killed in each rollout must not make a job fail.
    maxStalledCount: 5,
    settings: { backoffStrategy: waitBeforeRetry },
    ...options,
  });
  worker.on('completed', ({ data }, result) => console.log(data.instanceId, JSON.stringify(result)));
  worker.on('failed', (job, error) => console.error(job?.data.instanceId ?? 'a job', error.message));
  worker.on('error', (error) => console.error(`The queue: ${error.message}`));
  // Another worker has the job by now, or soon will.
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id, 'the lock was lost');
  });

  return {
    worker,
    /**
     * Takes no more jobs, and lets those under way come to their end; after `graceMs` they are aborted between two chats
     * and given back to the queue. Shorter than what your orchestrator allows (Kubernetes: 30 s).
     */
    async stop(graceMs = 20_000) {
      const timer = setTimeout(() => worker.cancelAllJobs(STOPPING), graceMs);
      await worker.close();
      clearTimeout(timer);
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { stop } = startWorker();
  for (const name of ['SIGTERM', 'SIGINT']) process.once(name, () => void stop());
}
