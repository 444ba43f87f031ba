import { enrichContacts } from 'chat-avatar-server/enricher';

const TOP = 50;

/**
 * @typedef {import('chat-avatar-server/enricher').EnrichedChat} EnrichedChat
 * @typedef {import('../src/faces/Face.js').RunState} RunState
 *
 * @typedef {object} MorningRun  Stores the faces of the most active conversations, once for each `start()`.
 * @property {() => RunState} state
 * @property {() => readonly EnrichedChat[]} chats  The outcome of each, as far as it is known.
 * @property {() => boolean} start  Does nothing while a run is going on; `false` where none is allowed.
 * @property {() => Promise<void>} stop  What was stored stays.
 */

/**
 * @param {Pick<import('./wawp/connectWawp.js').Wawp, 'client' | 'storage' | 'pictures' | 'mayEnrich' | 'ready'>} wawp
 * @returns {MorningRun}
 */
export function createMorningRun({ client, storage, pictures, mayEnrich, ready }) {
  /** @type {RunState} */
  let state = { status: mayEnrich ? 'idle' : 'off' };
  /** @type {Map<string, EnrichedChat>} */
  let results = new Map();
  let running = Promise.resolve();
  const stopping = new AbortController();

  async function run() {
    state = { status: 'running', progress: null };
    try {
      await ready;
      const { chats, ...report } = await enrichContacts({
        source: client,
        storage,
        ...pictures,
        top: TOP,
        signal: stopping.signal,
        onProgress({ done, total, counts, chat, waitingUntil }) {
          if (chat) results.set(chat.chatId, chat);
          const progress = {
            done,
            total,
            counts,
            name: chat?.name ?? '',
            waitingUntil: waitingUntil ?? null,
          };
          state = { status: 'running', progress };
        },
      });
      results = new Map(chats.map((chat) => [chat.chatId, chat]));
      const asked = chats.filter((chat) => chat.asked).length;
      state = { status: 'done', report: { ...report, asked, stopped: report.stopped ?? null } };
    } catch (error) {
      // Mostly a ChatPictureError: there was no overview to be had. Its message holds no secret, and says what to do.
      state = { status: 'failed', code: error.code ?? null, message: error.message };
    }
  }

  return {
    state: () => state,
    chats: () => [...results.values()],
    start() {
      if (state.status === 'off') return false;
      if (state.status !== 'running') running = run();
      return true;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
