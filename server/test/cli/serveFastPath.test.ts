import { expect, it } from 'vitest';
import { handlerOf } from '../../src/gateway/node/Handler.js';
import { JOHN } from '../gateway/gateways.fixture.js';
import { newServeApp } from './serveApp.fixture.js';

it('serve logs and counts an image in memory, and closes the connection while it stops', async () => {
  const { app, ask, logged, metrics } = newServeApp();
  const { pictures } = await (await ask(`/pictures?chatId=${JOHN}`)).json();
  const { url } = pictures[0].picture;
  for (let round = 0; round < 3; round += 1) expect((await ask(url)).status).toBe(200);
  // From memory, without web objects.
  const request = { method: 'GET', target: url, header: () => undefined };
  expect(handlerOf(app).answer(request)).toMatchObject({ status: 200 });
  expect(logged).toEqual([['GET', 'pictures', 200], ...Array(4).fill(['GET', 'images', 200])]);
  expect(await (await metrics.page()).text()).toContain(
    'chat_avatar_request_duration_seconds_count{route="images",status="200"} 4',
  );
  app.stop();
  expect(handlerOf(app).answer(request)?.headers).toMatchObject({ connection: 'close' });
  expect((await ask(`/pictures?chatId=${JOHN}`)).headers.get('connection')).toBe('close');
});
