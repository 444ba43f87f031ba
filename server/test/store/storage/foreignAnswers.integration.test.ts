import { afterEach, expect, it } from 'vitest';
import { startHttpServer } from '../../../../test/support/startHttpServer.js';
import { PictureStore } from '../../../src/store/PictureStore.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

it.each([
  [404, '<h1>Not found</h1>', 'no-bucket', 'NoSuchBucket'],
  [404, '', 'no-bucket', 'NoSuchBucket'],
  [200, '<h1>Sign in to this network</h1>', 'failed', 'InvalidResponse'],
  [200, '', 'failed', 'InvalidResponse'],
  [200, '{"items":[]}', 'failed', 'InvalidResponse'],
])(
  'a bucket whose endpoint answers %i %j is an error, and not an empty store',
  async (status, body, code, shown) => {
    const { port, close } = await startHttpServer((_request, response) =>
      response.writeHead(status).end(body),
    );
    stops.push(close);
    const opened = await openStorage('s3://pictures', {
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    });
    stops.push(opened.close);
    await expect(new PictureStore(opened.storage).collectGarbage()).rejects.toMatchObject({
      code,
      message: expect.stringContaining(shown),
    });
  },
);
