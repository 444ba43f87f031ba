import { UnrecoverableError, WaitingError } from 'bullmq';
import { ChatPictureError, createWawpClient } from 'chat-avatar/wawp';
import { enrichContacts } from 'chat-avatar-server/enricher';

/** Why a job is aborted when its worker stops; any other reason means that the job is no longer ours. */
export const STOPPING = 'the worker stops';

/**
 * Does one job: the morning routine for one instance. What is done is in the store, so that whoever takes the job up again,
 * after a failure or a kill, finds only what is left.
 *
 * @param {object} parts
 * @param {(instanceId: string) => string | undefined | Promise<string | undefined>} parts.tokenOf
 * @param {(instanceId: string) => Promise<import('chat-avatar-server').StorageAdapter>} parts.openStore
 * @param {string} [parts.baseUrl]  Of Wawp.
 * @param {Partial<import('chat-avatar-server/enricher').EnrichOptions>} [parts.options]
 */
export function createEnrichInstance({ tokenOf, openStore, baseUrl, options }) {
  /**
   * @param {import('bullmq').Job<{ instanceId: string }>} job
   * @param {string} [token]  Of the job's lock; nothing to do with Wawp.
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
          // Progress is for people to look at: that it could not be told must not cost a face.
          job.updateProgress({ done, total, counts }).catch(() => undefined);
        },
      });
      if (report.stopped) throw failureOf(report.stopped);
      return { counts: report.counts, bytes: report.bytes, failures: countFailures(report.chats) };
    } catch (error) {
      if (signal?.aborted) {
        // Back to the queue, and not a failed attempt.
        if (signal.reason === STOPPING) await job.moveToWait(token);
        throw new WaitingError();
      }
      throw error instanceof ChatPictureError ? failureOf(error) : error;
    } finally {
      await storage.dispose();
    }
  };
}

/**
 * Nobody can log in for a person: what no retry mends fails at once, and shows up as failed. A session that is not ready in
 * the middle of a run may be back soon; the next attempt, which begins with the overview, knows more.
 *
 * @param {{ code: string, message: string, retryable?: boolean, retryAfterMs?: number }} failure
 */
function failureOf({ code, message, retryable = code !== 'unauthorized', retryAfterMs }) {
  const text = `${code}: ${message}`;
  return retryable ? Object.assign(new Error(text), { retryAfterMs }) : new UnrecoverableError(text);
}

/**
 * How many chats failed, by code. Their ids stay out of the queue: they are telephone numbers.
 *
 * @param {import('chat-avatar-server/enricher').EnrichedChat[]} chats
 */
function countFailures(chats) {
  /** @type {Record<string, number>} */
  const failures = {};
  for (const { code } of chats) if (code) failures[code] = (failures[code] ?? 0) + 1;
  return failures;
}
