import { enrichContacts } from 'chat-avatar-server/enricher';

const HOUR = 60 * 60 * 1000;

/** As far down the list as the run of that morning went. */
const TOP = 38;

/** What people did since then, by their place in the list. */
const HIDDEN = 2;
const RESTRICTED = 7;
const CHANGED = 4;

/**
 * Gives the embedded emulator a yesterday: the faces of that morning are stored, then some people hide their picture and
 * one puts up another. Without it, today's run could only ever find everything new.
 *
 * @param {import('chat-avatar/testing').WawpEmulator} emulator
 * @param {Pick<import('./connectWawp.js').Wawp, 'client' | 'storage' | 'pictures'>} wawp
 * @param {AbortSignal} signal
 */
export async function liveYesterday(emulator, { client, storage, pictures }, signal) {
  const morning = Date.now() - 25 * HOUR;
  const { chats } = await enrichContacts({
    source: client,
    storage,
    ...pictures,
    top: TOP,
    // Only this process is asked.
    concurrency: 8,
    rateLimit: { limit: 1000, windowMs: 1000 },
    now: () => morning,
    signal,
  });
  const faces = chats.filter(({ outcome }) => outcome === 'stored');
  emulator.setScenario(faces[HIDDEN].chatId, 'hidden');
  emulator.setScenario(faces[RESTRICTED].chatId, 'restricted');
  emulator.setPicture(faces[CHANGED].chatId);
  // WhatsApp's answers of that morning are a day old.
  emulator.clearCache();
}
