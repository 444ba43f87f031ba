import { parseChatId } from 'chat-avatar/wawp';
import { createStorage } from 'unstorage';
import type { EnrichSource } from '../../../server/src/enricher/EnrichOptions.js';
import { picture } from '../../support/sources.js';
import { enrichOnce } from '../entries/enricher.js';
import { lookThrough, refreshThrough, storeFace } from '../entries/gateway.js';
import { CHATS } from '../entries/wawpClient.js';
import { cdnFaults, type HttpFault } from '../httpFaults.js';
import type { FaultTable } from '../markdown.js';

const NONE = { status: 'none', reason: 'empty' } as const;

/** A source with a picture of every chat, or of the first of ten, and a CDN that fails. */
function failingCdn(fault: HttpFault, pictures: 'every' | 'first') {
  let asked = 0;
  const chats = CHATS.map((id, index) => ({
    chatId: parseChatId(id),
    lastMessage: { timestamp: 1000 - index },
  }));
  const source: EnrichSource = {
    id: 'faults',
    getChatsOverview: async ({ limit = 20, offset = 0 } = {}) => chats.slice(offset, offset + limit),
    getChatPicture: async (chatId) =>
      pictures === 'every' || chatId === chats[0]?.chatId
        ? picture(`https://pps.whatsapp.net/v/${chatId}.jpg`)
        : NONE,
  };
  const fetchImage = (_: string, init: { signal: AbortSignal }) => {
    asked += 1;
    return fault.answer(init.signal);
  };
  return { source, fetchImage, asked: () => asked };
}

/** One row of a table: the picture of a chat cannot be had. */
export async function downloadCells(fault: HttpFault): Promise<string[]> {
  const [fresh, known, refreshed, one] = [
    failingCdn(fault, 'every'),
    failingCdn(fault, 'every'),
    failingCdn(fault, 'every'),
    failingCdn(fault, 'first'),
  ];
  const stored = () => storeFace(createStorage(), 'faults');
  return Promise.all([
    fault.name,
    lookThrough({ source: fresh.source, asked: fresh.asked, options: { fetchImage: fresh.fetchImage } }),
    lookThrough({
      source: known.source,
      asked: known.asked,
      storage: await stored(),
      options: { fetchImage: known.fetchImage },
    }),
    refreshThrough({
      source: refreshed.source,
      storage: await stored(),
      options: { fetchImage: refreshed.fetchImage },
    }),
    enrichOnce({ source: one.source, storage: createStorage(), fetchImage: one.fetchImage }, one.asked),
  ]);
}

/** A picture is downloaded from the CDN. */
export async function download(): Promise<FaultTable> {
  const rows = cdnFaults.map(downloadCells);
  return {
    title: 'CDN: the download of a picture',
    intro: `Wawp has answered with a URL, and the picture behind it cannot be had. A stored picture stays. What is no raster image is never served. The
enricher has ten chats, of which one has a picture.`,
    columns: [
      'failure',
      'gateway, nothing stored',
      'gateway, a picture stored',
      '`POST /pictures/refresh`, a picture stored',
      '`enrichContacts`, one of ten chats',
    ],
    rows: await Promise.all(rows),
  };
}
