import { parseChatId } from 'chat-avatar/wawp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { idOfInlineChat, startInlineWawp } from '../../../test/support/inlineWawp.js';
import { type S3Server, startS3 } from '../../../test/support/s3.js';
import { deferred } from '../../../test/support/sources.js';
import type { HttpServer } from '../../../test/support/startHttpServer.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { prepareServe, started } from './serve.fixture.js';

const { run, account } = prepareServe();

let wawp: HttpServer;
let s3: S3Server;
/** The store answers when it is resolved. */
let gate: ReturnType<typeof deferred<void>>;

beforeEach(async () => {
  gate = deferred();
  gate.resolve();
  wawp = await startInlineWawp(100_200);
  s3 = await startS3({ before: () => gate.promise });
});
afterEach(async () => {
  gate.resolve();
  await Promise.all([wawp.close(), s3.stop()]);
});

/** Serves two chats, one of which came while the store was silent. */
async function withUnsavedPicture() {
  const cli = run(
    { ...account(), WAWP_BASE_URL: wawp.origin, ...s3.environment },
    ...['--store', `s3://${s3.bucket}/faces`],
  );
  const origin = await started(cli);
  const statusOf = async (index: number) => {
    const answer = await fetch(`${origin}/pictures?chatId=${idOfInlineChat(index)}`, {
      headers: { accept: 'application/json' },
    });
    return (await answer.json()).pictures[0].picture?.status;
  };
  expect(await statusOf(1)).toBe('available');
  gate = deferred();
  expect(await statusOf(2)).toBe('available');
  return cli;
}

async function isStored(index: number): Promise<boolean> {
  const { storage, close } = await openStorage(`s3://${s3.bucket}/faces`, s3.environment);
  const record = await new PictureStore(storage).get(parseChatId(idOfInlineChat(index)));
  await close();
  return record !== undefined;
}

it('a picture that waits for the store is written at the end of the process', async () => {
  const cli = await withUnsavedPicture();
  gate.resolve();
  cli.process.kill('SIGTERM');
  const { code, stderr } = await cli.ended;
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('did not take')]);
  expect(await isStored(2)).toBe(true);
});

it('a store that stays silent holds the end up for less than a service manager waits; what is lost is counted in the log', async () => {
  const cli = await withUnsavedPicture();
  const start = performance.now();
  cli.process.kill('SIGTERM');
  const { code, stderr } = await cli.ended;
  expect([code, stderr]).toEqual([0, expect.stringMatching(/"count":1,.*did not take/)]);
  expect(performance.now() - start).toBeLessThan(10_000);
  gate.resolve();
  expect(await isStored(2)).toBe(false);
});
