import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toMarkdown } from './markdown.js';
import { settle } from './settle.js';
import { authorize } from './tables/authorize.js';
import { decoding } from './tables/decoding.js';
import { download } from './tables/download.js';
import { gatewayFromBrowser } from './tables/gatewayFromBrowser.js';
import { imageElement } from './tables/imageElement.js';
import { lease } from './tables/lease.js';
import { store } from './tables/store.js';
import { wawpOverview } from './tables/wawpOverview.js';
import { wawpPicture } from './tables/wawpPicture.js';

vi.mock('../../server/src/images/loadSharp.js', async () => ({
  loadSharp: (await import('./entries/decoder.js')).loadSharp,
}));

vi.mock('../../server/src/images/decoder/decoders.js', async () => ({
  askDecoder: (await import('./entries/decoder.js')).askDecoder,
  stopDecoders: () => undefined,
}));

const INTRO = `# The fault matrix

What the user of each entry sees when a call outward fails: the error or the status, whether it is tried again, and what stays. Every
cell is provoked and written by \`test/faults/faults.test.ts\`; \`npx vitest run --project unit test/faults --update\` writes this page
again after a change of behaviour.`;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-27T08:00:00Z') });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('each failure of each outward call has the effects that docs/faults.md states', {
  timeout: 300_000,
}, async () => {
  const [picture, overview, cdn, places, leases, application, browser] = await settle(
    Promise.all([
      wawpPicture(),
      wawpOverview(),
      download(),
      store(),
      lease(),
      authorize(),
      gatewayFromBrowser(),
    ]),
  );
  const tables = [picture, overview, cdn, await settle(decoding()), places, leases, application, browser];
  tables.push(await settle(imageElement()));
  await expect(toMarkdown(INTRO, tables)).toMatchFileSnapshot('../../docs/faults.md');
});
