import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BREATH_MS, COMMANDS, withFolder } from './entries/storeCommands.js';
import { toMarkdown } from './markdown.js';
import { settle } from './settle.js';
import { accessTokenFile } from './tables/accessTokenFile.js';
import { authorize } from './tables/authorize.js';
import { callerId } from './tables/callerId.js';
import { credentials } from './tables/credentials.js';
import { decoding } from './tables/decoding.js';
import { download } from './tables/download.js';
import { gatewayFromBrowser } from './tables/gatewayFromBrowser.js';
import { imageElement } from './tables/imageElement.js';
import { lease } from './tables/lease.js';
import { metricsFile } from './tables/metricsFile.js';
import { store } from './tables/store.js';
import { stopAtEachWrite, storeCommands } from './tables/storeCommands.js';
import { storedValues } from './tables/storedValues.js';
import { wawpOverview } from './tables/wawpOverview.js';
import { wawpPicture } from './tables/wawpPicture.js';
import { wawpSession } from './tables/wawpSession.js';

// Loaded before the clock of the test stands still.
import '../../server/src/cli/commands/copy/copyStore.js';
import '../../server/src/cli/commands/doctor/runChecks.js';
import '../../server/src/cli/commands/enrich/enrichInstances.js';
import '../../server/src/cli/commands/export/writeExport.js';
import '../../server/src/cli/commands/faces/writeFaces.js';
import '../../server/src/cli/shared/requireWritable.js';
import '../../server/src/cli/shared/wawp/instances.js';

vi.mock('../../server/src/images/loadSharp.js', async () => ({
  loadSharp: (await import('./entries/decoder.js')).loadSharp,
}));

vi.mock('../../server/src/images/decoder/decoders.js', async () => ({
  askDecoder: (await import('./entries/decoder.js')).askDecoder,
  stopDecoders: () => undefined,
}));

vi.mock('../../server/src/store/storage/open/openStorage.js', async () => ({
  openStorage: (await import('./entries/commands.js')).openStorage,
}));

// A process that goes on, and gets no signals.
vi.mock('../../server/src/cli/shared/endProcess.js', () => ({
  endProcess: async (code?: number) => {
    if (code !== undefined) process.exitCode = code;
  },
}));
vi.mock('../../server/src/cli/shared/waitForShutdown.js', () => ({
  waitForShutdown: () => new Promise(() => {}),
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
  const [picture, overview, cdn, places, keys, leases, application, callers, browser] = await settle(
    Promise.all([
      wawpPicture(),
      wawpOverview(),
      download(),
      store(),
      credentials(),
      lease(),
      authorize(),
      callerId(),
      gatewayFromBrowser(),
    ]),
  );
  const tables = [
    picture,
    overview,
    await wawpSession(),
    cdn,
    await settle(decoding()),
    places,
    keys,
    leases,
    application,
    callers,
    await settle(accessTokenFile(), BREATH_MS),
    browser,
  ];
  tables.push(await settle(imageElement()), await storeCommands(), await storedValues(), await metricsFile());
  await expect(toMarkdown(INTRO, tables)).toMatchFileSnapshot('../../docs/faults.md');
});

it('a command that is stopped at any of its writes loses no face, and does all of its work when it is repeated', async () => {
  const commands = COMMANDS.filter(({ title }) => /forget|prune|to it/.test(title));
  for (const command of commands) {
    const writes = await withFolder((folder) => stopAtEachWrite(command, folder));
    expect(writes.flatMap(({ faults }) => faults)).toEqual([]);
    // The last one is not stopped.
    expect(writes.map(({ exitCode }) => exitCode)).toEqual([...writes.slice(1).map(() => 1), 0]);
    expect(writes.length, command.title).toBeGreaterThan(3);
  }
});
