import { Queue } from 'bullmq';

export const QUEUE = 'enrich';

/** @returns {import('bullmq').RedisOptions} */
export const connectionTo = (url = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379') => ({ url });

export const openQueue = (connection = connectionTo()) => new Queue(QUEUE, { connection });

/** @type {import('bullmq').JobSchedulerTemplateOptions} */
export const JOB_OPTIONS = {
  attempts: 5,
  // The delay comes from `waitBeforeRetry` in worker.js.
  backoff: { type: 'custom' },
  // Retention in seconds. A finished job contains the instance id, the error and counts: no picture, no token.
  removeOnComplete: { age: 7 * 24 * 3600 },
  removeOnFail: { age: 30 * 24 * 3600 },
};
