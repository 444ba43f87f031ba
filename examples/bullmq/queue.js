import { Queue } from 'bullmq';

export const QUEUE = 'enrich';

/** @returns {import('bullmq').RedisOptions} */
export const connectionTo = (url = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379') => ({ url });

export const openQueue = (connection = connectionTo()) => new Queue(QUEUE, { connection });

/** @type {import('bullmq').JobSchedulerTemplateOptions} */
export const JOB_OPTIONS = {
  attempts: 5,
  // How long is up to the worker's `waitBeforeRetry`.
  backoff: { type: 'custom' },
  // In seconds. What is kept is who failed, why, and how many faces there were: no face, no token.
  removeOnComplete: { age: 7 * 24 * 3600 },
  removeOnFail: { age: 30 * 24 * 3600 },
};
