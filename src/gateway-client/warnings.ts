import type { ChatPictureErrorCode } from '../chat/ChatPictureError.js';
import { parseUrl } from '../lib/parseUrl.js';
import { warnOnce } from '../lib/warnOnce.js';

// Development only: each call is guarded by `process.env.NODE_ENV !== 'production'`.

/** Wawp's credentials, as header or parameter. */
const CREDENTIAL = /^(access[-_]?token|instance[-_]?id)$/i;

/** Wawp itself needs the access token, which must not reach a browser. */
export function warnAboutBaseUrl(baseUrl: string): void {
  if (!/(^|\.)wawp\.net$/.test(parseUrl(baseUrl)?.hostname ?? '')) return;
  warnOnce(
    'baseUrl of createGatewaySource is the address of Wawp itself. Wawp needs the access token, and every visitor can read a token in a browser. Run createPictureGateway on your server, and pass its address as baseUrl.',
  );
}

/** The gateway has the access token already. */
export function warnAboutHeaders(headers: Headers): void {
  headers.forEach((_, name) => {
    if (!CREDENTIAL.test(name)) return;
    warnOnce(
      `The headers of createGatewaySource hold the credential "${name}" of Wawp, which every visitor can read. Remove it: the gateway on your server holds the token, and headers are for your own sign-in.`,
    );
  });
}

/** Warns about upstream errors that an operator can fix. */
export function warnAboutUpstream(code: ChatPictureErrorCode): void {
  if (code === 'unauthorized') {
    warnOnce(
      'The gateway reports that Wawp refused its credentials. Check WAWP_INSTANCE_ID and WAWP_ACCESS_TOKEN on the server.',
    );
  }
  if (code === 'session-not-ready') {
    warnOnce(
      'The gateway reports that the WhatsApp session is not ready. Start the Wawp instance, and scan its QR code if it shows one.',
    );
  }
}
