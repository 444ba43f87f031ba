import { runEnricher } from '../entries/enricher.js';
import { askClient, failingClient } from '../entries/wawpClient.js';
import { wawpFaults } from '../httpFaults.js';
import type { FaultTable } from '../markdown.js';

const isOverview = ({ pathname }: URL) => pathname.endsWith('/overview');

/** Wawp is asked for the latest chats. */
export async function wawpOverview(): Promise<FaultTable> {
  const rows = wawpFaults.map((fault) => {
    const { client, asked } = failingClient(fault, isOverview);
    return Promise.all([fault.name, askClient(fault, 'overview'), runEnricher({ source: client, asked })]);
  });
  return {
    title: 'Wawp: the overview of the chats',
    intro:
      'The enricher cannot start without it, and waits for it up to `--max-outage`, which is 2 minutes here. Nothing that is stored changes. With `--schedule`, a run that did not start is tried again before the next day.',
    columns: ['failure', '`getChatsOverview`', '`enrich`'],
    rows: await Promise.all(rows),
  };
}
