// chat-avatar in Hono: node examples/hono/server.js, with WAWP_INSTANCE_ID and WAWP_ACCESS_TOKEN set; PORT is 3000.
import { pathToFileURL } from 'node:url';
import { serve } from '@hono/node-server';
import { createPictureGateway, createWawpClient } from 'chat-avatar-server';
import { Hono } from 'hono';

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

  const app = new Hono();
  app.all('/api/chat-pictures/*', (c) => gateway.fetch(c.req.raw));
  return app;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const port = Number(process.env.PORT ?? 3000);
  serve({ fetch: createApp().fetch, hostname: '127.0.0.1', port }, (address) => {
    console.log(`http://127.0.0.1:${address.port}/api/chat-pictures`);
  });
}
