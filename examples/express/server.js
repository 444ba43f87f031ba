// chat-avatar in Express: node examples/express/server.js, with WAWP_INSTANCE_ID and WAWP_ACCESS_TOKEN set.
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { createPictureGateway } from 'chat-avatar/gateway';
import { createWawpClient } from 'chat-avatar/wawp';
import express from 'express';
import { createStorage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';

/** @param {Partial<import('chat-avatar/gateway').PictureGatewayOptions>} [options]  Instead of Wawp, in tests. */
export function createApp(options) {
  const gateway = createPictureGateway({
    source:
      options?.source ??
      createWawpClient({
        instanceId: process.env.WAWP_INSTANCE_ID,
        accessToken: process.env.WAWP_ACCESS_TOKEN,
      }),
    storage: createStorage({ driver: fsDriver({ base: './chat-pictures' }) }),
    basePath: '/api/chat-pictures',
    // Yours: ask your session who this is.
    authorize: () => true,
    ...options,
  });

  const app = express();
  const answer = getRequestListener(gateway.fetch);
  // Before express.json(), which would read the body. Not app.use(path), which would cut the path, nor a pattern, which
  // would decode it: the gateway has better words for what is no path.
  app.use((request, response, next) => {
    if (request.path.startsWith('/api/chat-pictures/')) answer(request, response);
    else next();
  });
  app.use(express.json());
  return app;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  createApp().listen(3000, '127.0.0.1', () => console.log('http://127.0.0.1:3000/api/chat-pictures'));
}
