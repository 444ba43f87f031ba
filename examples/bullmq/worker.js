// Processes the jobs: node examples/bullmq/worker.js. Start as many workers as you need.
import { pathToFileURL } from 'node:url';
import { Worker } from 'bullmq';
import { createEnrichInstance, STOPPING } from './enrichInstance.js';
import { tokenOf } from './instances.js';
import { openStore } from './openStore.js';
import { connectionTo, QUEUE } from './queue.js';

const MINUTE = 60_000;

/**
 * Exponential back-off: 5, 10, 20, … minutes plus up to 25 % jitter, and never shorter than Wawp's `Retry-After`. In ms.
 *
 * @param {number} attempts  The number of attempts so far.
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
  // `chat-avatar-server emulate` serves pictures from loopback, which is refused by default.
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
    // A job may lose its worker this often before it fails, such as in rollouts.
    maxStalledCount: 5,
    settings: { backoffStrategy: waitBeforeRetry },
    ...options,
  });
  worker.on('completed', ({ data }, result) => console.log(data.instanceId, JSON.stringify(result)));
  worker.on('failed', (job, error) => console.error(job?.data.instanceId ?? 'a job', error.message));
  worker.on('error', (error) => console.error(`Queue error: ${error.message}`));
  // Another worker takes the job over.
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id, 'the lock was lost');
  });

  return {
    worker,
    /**
     * Graceful shutdown: takes no more jobs and lets the active ones finish. After `graceMs` they are aborted between two chats
     * and returned to the queue. Keep it shorter than the limit of your orchestrator (Kubernetes: 30 s).
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
