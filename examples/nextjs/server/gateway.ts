import { createPictureGateway } from 'chat-avatar/gateway';
import { createWawpClient } from 'chat-avatar/wawp';

export const BASE_PATH = '/api/chat-pictures';

/**
 * The one place that knows the token. `npx chat-avatar emulate` is a Wawp to try it with: set WAWP_BASE_URL to its
 * address, and any instance and token will do.
 */
export const wawp = createWawpClient({
  instanceId: process.env.WAWP_INSTANCE_ID,
  accessToken: process.env.WAWP_ACCESS_TOKEN,
  baseUrl: process.env.WAWP_BASE_URL,
});

export const gateway = createPictureGateway({
  source: wawp,
  basePath: BASE_PATH,
  // Yours: ask your session who this is.
  authorize: () => true,
});
