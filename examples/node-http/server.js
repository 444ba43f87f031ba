// chat-avatar in Node's own server: node examples/node-http/server.js, with WAWP_INSTANCE_ID and WAWP_ACCESS_TOKEN set; PORT is 3000.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { createPictureGateway, createWawpClient, toNodeHandler } from 'chat-avatar-server';

const PICTURES = '/api/chat-pictures';

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
    basePath: PICTURES,
    // Replace it with your own check: may this request see the pictures?
    authorize: () => true,
    ...options,
  });
  const pictures = toNodeHandler(gateway);

  return createServer((request, response) => {
    if (request.url?.startsWith(`${PICTURES}/`)) return pictures(request, response);
    response.writeHead(404).end();
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const server = createApp().listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${server.address().port}${PICTURES}`);
  });
}
