import { borrowStorage } from '../store/borrowStorage.js';
import { type EnrichOptions, readOptions } from './EnrichOptions.js';
import type { EnrichReport } from './EnrichReport.js';
import { EnrichRun } from './EnrichRun.js';
import { findActiveChats } from './findActiveChats.js';

/**
 * Stores the pictures of the most active conversations where the gateway serves them from: a face stays, even when its
 * owner hides it later. A chat whose answer is younger than 24 h is not asked for again, and WhatsApp's cache is never
 * bypassed, so that it can be run as often as one likes. Whatever ends a run, the next one finishes it.
 *
 * One chat's failure costs no other chat. After `unauthorized`, or when the session needs a person, nothing more is asked:
 * the report says so in `stopped`.
 *
 * @example
 * const report = await enrichContacts({ client: createWawpClient({ instanceId, accessToken }), storage: './chat-pictures', top: 50 });
 *
 * @throws {TypeError} when an option makes no sense; {@link ChatPictureError} when there is no overview to be had; the signal's
 * reason.
 */
export async function enrichContacts(options: EnrichOptions): Promise<EnrichReport> {
  const read = readOptions(options);
  const startedAt = read.now();
  const start = performance.now();
  read.signal?.throwIfAborted();
  const { storage, close } = await borrowStorage(read.storage);
  try {
    const settings = { ...read, storage };
    const report = await new EnrichRun(settings).run(await findActiveChats(settings));
    return { ...report, startedAt, durationMs: Math.round(performance.now() - start) };
  } catch (thrown) {
    read.signal?.throwIfAborted();
    throw thrown;
  } finally {
    await close();
  }
}
