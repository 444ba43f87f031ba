import { createGatewaySource } from 'chat-avatar';
import { createPictureGateway, createWawpClient } from 'chat-avatar-server';

const BASE_PATH = '/api/module-pictures';

export const wawp = createWawpClient({
  instanceId: process.env.WAWP_INSTANCE_ID,
  accessToken: process.env.WAWP_ACCESS_TOKEN,
  baseUrl: process.env.WAWP_BASE_URL,
});

/** Made in the module itself, the way a newcomer writes it. Next.js loads the module for pages and for routes. */
export const gateway = createPictureGateway({
  source: wawp,
  basePath: BASE_PATH,
  authorize: () => true,
  dangerouslyAllowPrivateAddresses: true,
  imageHosts: ['127.0.0.1'],
});

export const source = createGatewaySource({
  baseUrl: BASE_PATH,
  fetch: (input, init) => gateway.fetch(new Request(new URL(String(input), 'http://localhost'), init)),
});
