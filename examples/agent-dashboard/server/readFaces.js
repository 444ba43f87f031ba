/** How many records are read at once. */
const AT_ONCE = 16;

/**
 * @typedef {object} StoredFace  All times in ms since the epoch.
 * @property {string} chatId
 * @property {string} name  Empty when nobody gave it one.
 * @property {number | null} firstSeen
 * @property {number | null} lastSeen
 * @property {number | null} hiddenSince  Since when its owner does not show it any more.
 */

/**
 * Every face that is stored. Gateway and enricher keep a record for each chat, as JSON, under `chats:<chat id>`.
 *
 * @param {import('unstorage').Storage} storage
 * @returns {Promise<StoredFace[]>}
 */
export async function readFaces(storage) {
  const keys = await storage.getKeys('chats');
  const faces = [];
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    const batch = keys.slice(start, start + AT_ONCE);
    const records = await Promise.all(batch.map((key) => storage.getItem(key)));
    for (const [index, record] of records.entries()) {
      const face = toFace(batch[index].slice(batch[index].indexOf(':') + 1), record);
      if (face) faces.push(face);
    }
  }
  return faces;
}

/** `undefined` for a chat that has no face, and for what is not a record of this version. */
function toFace(chatId, record) {
  if (record?.v !== 1 || typeof record.image?.hash !== 'string') return undefined;
  return {
    chatId,
    name: typeof record.name === 'string' ? record.name.trim() : '',
    firstSeen: timeOf(record.firstSeen),
    lastSeen: timeOf(record.lastSeen),
    hiddenSince: timeOf(record.hiddenSince),
  };
}

function timeOf(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
