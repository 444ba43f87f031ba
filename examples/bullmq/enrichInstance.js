import { UnrecoverableError, WaitingError } from 'bullmq';
import { ChatPictureError, createWawpClient } from 'chat-avatar/wawp';
import { enrichContacts } from 'chat-avatar-server/enricher';

/** The abort reason when the worker stops. Any other reason means that another worker owns the job. */
export const STOPPING = 'the worker stops';

/**
 * Creates the job processor: one job enriches one instance. Idempotent, because progress is in the store: after a failure or
 * a kill, the next attempt does the remaining chats.
 *
 * @param {object} parts
 * @param {(instanceId: string) => string | undefined | Promise<string | undefined>} parts.tokenOf
 * @param {(instanceId: string) => Promise<import('chat-avatar-server').StorageAdapter>} parts.openStore
 * @param {string} [parts.baseUrl]  The Wawp API.
 * @param {Partial<import('chat-avatar-server/enricher').EnrichOptions>} [parts.options]
 */
export function createEnrichInstance({ tokenOf, openStore, baseUrl, options }) {
  /**
   * @param {import('bullmq').Job<{ instanceId: string }>} job
   * @param {string} [token]  The token of the job's lock, not of Wawp.
   * @param {AbortSignal} [signal]
   */
  return async function enrichInstance(job, token, signal) {
    const { instanceId } = job.data;
    const accessToken = await tokenOf(instanceId);
    if (!accessToken) throw new UnrecoverableError(`There is no token for instance ${instanceId}.`);
    const storage = await openStore(instanceId);
    try {
      const report = await enrichContacts({
        source: createWawpClient({ instanceId, accessToken, ...(baseUrl && { baseUrl }) }),
        storage,
        ...options,
        signal,
        onProgress({ done, total, counts }) {
          // A failed progress update must not fail the job.
          job.updateProgress({ done, total, counts }).catch(() => undefined);
        },
      });
      if (report.stopped) throw toJobError(report.stopped);
      return { counts: report.counts, bytes: report.bytes, failures: countFailures(report.chats) };
    } catch (error) {
      if (signal?.aborted) {
        // Return the job to the queue; it does not count as a failed attempt.
        if (signal.reason === STOPPING) await job.moveToWait(token);
        throw new WaitingError();
      }
      throw error instanceof ChatPictureError ? toJobError(error) : error;
    } finally {
      await storage.dispose();
    }
  };
}

/**
 * Converts a failure to an error for BullMQ. A permanent failure, such as a refused token, is unrecoverable and fails the job
 * without retries. A session that is not ready in the middle of a run is retried: the next attempt begins with the overview.
 *
 * @param {{ code: string, message: string, retryable?: boolean, retryAfterMs?: number }} failure
 */
function toJobError({ code, message, retryable = code !== 'unauthorized', retryAfterMs }) {
  const text = `${code}: ${message}`;
  return retryable ? Object.assign(new Error(text), { retryAfterMs }) : new UnrecoverableError(text);
}

/**
 * Number of failed chats by code. Chat ids are not stored in the queue, because they are phone numbers.
 *
 * @param {import('chat-avatar-server/enricher').EnrichedChat[]} chats
 */
function countFailures(chats) {
  /** @type {Record<string, number>} */
  const failures = {};
  for (const { code } of chats) if (code) failures[code] = (failures[code] ?? 0) + 1;
  return failures;
}
