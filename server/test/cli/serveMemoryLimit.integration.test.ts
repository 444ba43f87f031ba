import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type S3Server, startS3 } from '../../../test/support/s3.js';
import { type HttpServer, startHttpServer } from '../../../test/support/startHttpServer.js';
import { type CliRun, runCliIn } from './runCli.js';
import { LOCAL, started } from './serve.fixture.js';

/** Each may spend a quarter of the rate limit. */
const CALLERS = ['anna', 'bert', 'carl', 'dora'];
/** Together, their texts are larger than the heap. */
const CHATS = 120;

/** A multiple of three, so that base64 of parts can be joined. */
const PICTURE_BYTES = 2_001_000;

const idOf = (index: number) => `20123456${1000 + index}@c.us`;

let photo: Buffer;
const rest = Buffer.alloc(PICTURE_BYTES, 'rest').toString('base64');
let wawp: HttpServer;
let s3: S3Server;
let cli: CliRun | undefined;
/** Writes of pictures to the store wait for it. */
let gate: Promise<void>;

/** The answer of Wawp: a photo with other bytes after its end for each chat, which decoders ignore. Large, and cheap to decode. */
function answerOf(index: number): string {
  const own = Buffer.alloc(30, `chat ${index} `);
  return `{"url":"data:image/jpeg;base64,${photo.toString('base64')}${own.toString('base64')}${rest}"}`;
}

beforeEach(async () => {
  gate = Promise.resolve();
  const jpeg = await sharp(randomBytes(96 * 96 * 3), { raw: { width: 96, height: 96, channels: 3 } })
    .jpeg()
    .toBuffer();
  photo = Buffer.concat([jpeg, Buffer.alloc(3 - (jpeg.byteLength % 3))]);
  wawp = await startHttpServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://wawp');
    const index = Number(/(\d{4})@/.exec(searchParams.get('chatId') ?? '')?.[1]) - 1000;
    response.setHeader('content-type', 'application/json');
    response.end(answerOf(index));
  });
  s3 = await startS3({ before: () => gate });
});

afterEach(async () => {
  cli?.process.kill('SIGKILL');
  await cli?.ended;
  await Promise.all([wawp.close(), s3.stop()]);
});

it('pictures of 2 MB for four callers wait for a silent store in the heap of a container of 512 MB, and are all shown when it answers', {
  timeout: 300_000,
}, async () => {
  cli = runCliIn(
    {
      // What Node chooses in a container of 512 MB.
      NODE_OPTIONS: '--max-old-space-size=256',
      WAWP_INSTANCE_ID: '1',
      WAWP_ACCESS_TOKEN: 'a-token-of-the-test',
      WAWP_BASE_URL: wawp.origin,
      ...s3.environment,
    },
    ...['serve', '--port', '0', '--store', `s3://${s3.bucket}/faces`],
    ...['--caller-header', 'x-caller', '--trust-proxy', ...LOCAL],
  );
  const origin = await started(cli);
  const ask = async (index: number): Promise<string> => {
    const headers = { accept: 'application/json', 'x-caller': CALLERS[index % CALLERS.length] as string };
    const answer = await fetch(`${origin}/pictures?chatId=${idOf(index)}`, { headers });
    const [{ picture, error }] = (await answer.json()).pictures;
    return picture?.status ?? error.code;
  };
  const askAll = () => Promise.all(Array.from({ length: CHATS }, (_, index) => ask(index)));

  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  await askAll();

  open();
  await expect
    .poll(async () => new Set(await askAll()), { timeout: 240_000, interval: 1_000 })
    .toEqual(new Set(['available']));
});
