import { formatPhone } from './formatPhone.js';
import { isFromDashboard } from './isFromDashboard.js';

/** Agents of one team look at the same list: requests within this time share one request to Wawp. In ms. */
const FRESH_FOR = 5000;

/**
 * `GET /api/chats?offset=0`: a page of conversations, the latest first, as a `ChatsPage` of `src/chats/Chat.ts`.
 *
 * @param {import('../wawp/connectWawp.js').Wawp} wawp
 */
export function chatsRoute({ client, isDemo, pageSize }) {
  /** @type {Map<number, { until: number, page: Promise<object> }>} */
  const pages = new Map();

  async function readPage(offset) {
    const found = await client.getChatsOverview(pageSize === undefined ? {} : { limit: pageSize, offset });
    const chats = found.map(({ chatId, name, unreadCount = 0, lastMessage }) => ({
      chatId,
      name: name ?? '',
      phone: formatPhone(chatId),
      unreadCount,
      lastMessage: { body: lastMessage?.body ?? '', timestamp: lastMessage?.timestamp ?? null },
    }));
    // A short page may have lost a broadcast list; one that is too long is everything, since `limit` was not heeded.
    const isLast = pageSize === undefined || found.length === 0 || found.length > pageSize;
    return { isDemo, chats, nextOffset: isLast ? null : offset + pageSize };
  }

  function readPageOnce(offset) {
    const held = pages.get(offset);
    if (held && held.until > Date.now()) return held.page;
    const page = readPage(offset);
    pages.set(offset, { until: Date.now() + FRESH_FOR, page });
    page.catch(() => pages.delete(offset));
    return page;
  }

  return async (c) => {
    c.header('cache-control', 'private, no-store');
    if (!isFromDashboard(c.req.raw)) return c.json({ message: 'Only the dashboard may ask.' }, 403);
    const offset = Number(c.req.query('offset') ?? 0);
    if (!Number.isSafeInteger(offset) || offset < 0) {
      return c.json({ message: 'offset is a whole number of 0 or more.' }, 400);
    }
    try {
      return c.json(await readPageOnce(offset));
    } catch (error) {
      // A ChatPictureError: its message holds no secret and names the next step.
      console.error(`The conversations could not be read: ${error.message}`);
      return c.json({ code: error.code, message: error.message }, 502);
    }
  };
}
