// chat-avatar in Express: node examples/express/server.js, with WAWP_INSTANCE_ID and WAWP_ACCESS_TOKEN set; PORT is 3000.
import { pathToFileURL } from 'node:url';
import { createPictureGateway, createWawpClient, toNodeHandler } from 'chat-avatar-server';
import express from 'express';

/** @param {Partial<import('chat-avatar-server').PictureGatewayOptions>} [options]  Instead of Wawp, in tests. */
export function createApp(options) {
  const gateway = createPictureGateway({
    source:
      options?.source ??
      createWawpClient({
        instanceId: process.env.WAWP_INSTANCE_ID,
        accessToken: process.env.WAWP_ACCESS_TOKEN,
      }),
    storage: './chat-pictures',
    basePath: '/api/chat-pictures',
    // Replace it with your own check: may this request see the pictures?
    authorize: () => true,
    ...options,
  });

  const app = express();
  app.use('/api/chat-pictures', toNodeHandler(gateway));
  return app;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const server = createApp().listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${server.address().port}/api/chat-pictures`);
  });
}
