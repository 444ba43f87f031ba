import { createStorage } from 'unstorage';
import { runEnricher } from '../entries/enricher.js';
import { gatewayOf, lookThrough, refreshThrough, storeFace } from '../entries/gateway.js';
import { showAvatar } from '../entries/hook.js';
import { askClient, askContacts, CHATS, failingClient } from '../entries/wawpClient.js';
import { wawpFaults } from '../httpFaults.js';
import type { FaultTable } from '../markdown.js';

const isPicture = ({ pathname }: URL) => pathname.endsWith('/picture');
const isFirst = (url: URL) => isPicture(url) && url.searchParams.get('chatId') === CHATS[0];

/** Wawp is asked for the picture of a chat. */
export async function wawpPicture(): Promise<FaultTable> {
  const rows = wawpFaults.map(async (fault) => {
    const [fresh, known, refreshed, one, all, browser] = [
      failingClient(fault),
      failingClient(fault),
      failingClient(fault),
      failingClient(fault, isFirst),
      failingClient(fault, isPicture),
      failingClient(fault),
    ];
    const stored = () => storeFace(createStorage(), known.client.id);
    const { fetch } = gatewayOf({ source: browser.client });
    return Promise.all([
      fault.name,
      askClient(fault, 'picture'),
      askContacts(fault),
      lookThrough({ source: fresh.client, asked: fresh.asked }),
      lookThrough({ source: known.client, asked: known.asked, storage: await stored() }),
      refreshThrough({ source: refreshed.client, storage: await stored() }),
      runEnricher({ source: one.client, asked: one.asked }),
      runEnricher({ source: all.client, asked: all.asked }),
      showAvatar((request) => fetch(request.url.slice(request.url.indexOf('/pictures')), request)),
    ]);
  });
  return {
    title: 'Wawp: the picture of a chat',
    intro: `A stored picture stays, whatever fails. The gateway remembers a failure for a while, so that a screen that is opened again does not ask again.
The contacts endpoint is asked about an individual when the answer of the chats endpoint has no field for a URL, and only that question fails then.
The enricher asks for ten chats: of the first case one fails, of the second all of them. Other chats of the first case are stored. \`--max-outage\` is 2 minutes here.`,
    columns: [
      'failure',
      '`createWawpClient`',
      '`createWawpClient`, the contacts endpoint',
      'gateway, nothing stored',
      'gateway, a picture stored',
      '`POST /pictures/refresh`, a picture stored',
      '`enrich`, one of ten chats',
      '`enrich`, every chat',
      '`ChatAvatar` through the gateway',
    ],
    rows: await Promise.all(rows),
  };
}
