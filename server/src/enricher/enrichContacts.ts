import { borrowStorage } from '../store/storage/open/borrowStorage.js';
import { storeLimits } from '../store/storage/storeLimits.js';
import type { EnrichOptions } from './EnrichOptions.js';
import type { EnrichReport } from './EnrichReport.js';
import { lastSuccess } from './lastSuccess.js';
import { oncePerLimit } from './oncePerLimit.js';
import { findActiveChats } from './overview/findActiveChats.js';
import { readEnrichOptions } from './readEnrichOptions.js';
import { EnrichRun } from './run/EnrichRun.js';

/**
 * Stores the pictures of the most active conversations in the gateway's store, where they stay even if their owners hide
 * them later. Idempotent: a chat with a stored answer under 20 h old is not requested again, WhatsApp's cache is never
 * bypassed (`refresh=true` is not sent), and a run after an interrupted one processes the remaining chats.
 *
 * The failure of one chat does not affect other chats. After `unauthorized`, or when the session needs a person to log in,
 * no further request is sent, and `stopped` in the report gives the reason.
 *
 * @example
 * const report = await enrichContacts({ source: createWawpClient({ instanceId, accessToken }), storage: './chat-pictures', top: 50 });
 *
 * @throws {TypeError} if an option is missing or out of range; {@link ChatPictureError} if the overview cannot be read; the
 * signal's reason.
 */
export async function enrichContacts(options: EnrichOptions): Promise<EnrichReport> {
  const checked = readEnrichOptions(options);
  const startedAt = checked.now();
  const start = performance.now();
  checked.signal?.throwIfAborted();
  const { storage, close } = await borrowStorage(checked.storage);
  try {
    const onStoreLimited = oncePerLimit(checked.onStoreLimited);
    const settings = { ...checked, storage, onStoreLimited };
    // It writes to a bucket. A store that does not answer fails the run itself.
    const looksForLimits = checked.onStoreLimited !== undefined && !checked.dryRun;
    const limits = looksForLimits ? await storeLimits(storage).catch(() => []) : [];
    for (const limit of limits) onStoreLimited(limit);
    const report = await new EnrichRun(settings, await findActiveChats(settings)).run();
    const durationMs = Math.round(performance.now() - start);
    const isSuccess = !checked.dryRun && !report.stopped && report.counts.failed === 0;
    const lastSuccessAt = await lastSuccess(
      storage,
      checked.source.id,
      isSuccess ? startedAt + durationMs : undefined,
    );
    return { ...report, startedAt, durationMs, ...(lastSuccessAt !== undefined && { lastSuccessAt }) };
  } catch (thrown) {
    checked.signal?.throwIfAborted();
    throw thrown;
  } finally {
    await close();
  }
}
