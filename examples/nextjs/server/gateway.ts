import {
  createPictureGateway,
  createWawpClient,
  type PictureGateway,
  type WawpClient,
} from 'chat-avatar-server';

export const BASE_PATH = '/api/chat-pictures';

let wawp: WawpClient | undefined;

/**
 * Next.js loads this file once for its pages and once more for its route handlers. The pictures that one of them has
 * fetched, and the secret that signs their URLs, are in the gateway: there must be one. With several processes, give it a
 * `storage` that they share.
 */
const shared = globalThis as { chatPictures?: PictureGateway };

/**
 * The one place that knows the token. Made when it is first needed, for `next build` runs this file too, without a
 * secret. `npx chat-avatar-server emulate` is a Wawp to try it with: set WAWP_BASE_URL to its address; any instance and token
 * will do.
 */
export function getWawp(): WawpClient {
  wawp ??= createWawpClient({
    instanceId: process.env.WAWP_INSTANCE_ID,
    accessToken: process.env.WAWP_ACCESS_TOKEN,
    baseUrl: process.env.WAWP_BASE_URL,
  });
  return wawp;
}

export function getGateway(): PictureGateway {
  // An emulator's pictures are on this machine, where a gateway otherwise never looks.
  const isLocal = process.env.WAWP_BASE_URL?.startsWith('http://127.0.0.1');
  shared.chatPictures ??= createPictureGateway({
    source: getWawp(),
    basePath: BASE_PATH,
    // Yours: ask your session who this is.
    authorize: () => true,
    ...(isLocal && { dangerouslyAllowPrivateAddresses: true, imageHosts: ['127.0.0.1'] }),
  });
  return shared.chatPictures;
}
