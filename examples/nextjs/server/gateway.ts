import {
  createPictureGateway,
  createWawpClient,
  type PictureGateway,
  type WawpClient,
} from 'chat-avatar-server';

export const BASE_PATH = '/api/chat-pictures';

let wawp: WawpClient | undefined;

/**
 * Next.js loads this file once for its pages and once for its route handlers. The gateway holds the fetched pictures and the
 * secret that signs their URLs, so both must use the same one. With several processes, give it a `storage` that they share.
 */
const shared = globalThis as { chatPictures?: PictureGateway };

/**
 * The only place with the token. The client is created on first use, because `next build` runs this file without credentials.
 * To try it, run `npx chat-avatar-server emulate` and set WAWP_BASE_URL to its address; it accepts any instance and token.
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
  // The pictures of an emulator are on this machine, which a gateway refuses to download from by default.
  const isLocal = process.env.WAWP_BASE_URL?.startsWith('http://127.0.0.1');
  shared.chatPictures ??= createPictureGateway({
    source: getWawp(),
    basePath: BASE_PATH,
    // Replace it with your own check: may this request see the pictures?
    authorize: () => true,
    ...(isLocal && { dangerouslyAllowPrivateAddresses: true, imageHosts: ['127.0.0.1'] }),
  });
  return shared.chatPictures;
}
