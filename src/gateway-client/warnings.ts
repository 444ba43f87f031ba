import { type ChatPictureErrorCode, isChatPictureErrorCode } from '../chat/ChatPictureError.js';
import { isOffline } from '../lib/isOffline.js';
import { parseUrl } from '../lib/parseUrl.js';
import { warnOnce } from '../lib/warnOnce.js';
import type { GatewaySourceOptions } from './GatewaySourceOptions.js';

// Development only: each call is guarded by `process.env.NODE_ENV !== 'production'`. A production bundle has the first sentence of
// each error alone, and 0.5 kB less (brotli).

/** Wawp's credentials, as header or parameter. */
const CREDENTIAL = /^(access[-_]?token|instance[-_]?id)$/i;

const CHECK_BASE_URL =
  'Check that baseUrl is where createPictureGateway is mounted (its basePath), and that no sign-in page or proxy answers in its place.';

const CHECK_SIGN_IN =
  'Its authorize() refused this caller. Check that the user is signed in, and that the request carries the session: its cookies (for another origin, credentials: "include") or headers.';

/** Checks the options that no error is thrown for. */
export function warnAboutOptions(options: GatewaySourceOptions): void {
  const { baseUrl, credentials } = options;
  if (/(^|\.)wawp\.net$/.test(parseUrl(baseUrl)?.hostname ?? '')) {
    // Wawp itself needs the access token, which must not reach a browser.
    warnOnce(
      'baseUrl of createGatewaySource is the address of Wawp itself. Wawp needs the access token, and every visitor can read a token in a browser. Run createPictureGateway on your server, and pass its address as baseUrl.',
    );
  } else if (/(^|[/.])(undefined|null)([/:]|$)/.test(baseUrl)) {
    warnOnce(
      'baseUrl of createGatewaySource holds the text "undefined" or "null". Check the environment variable or the setting that it is made of.',
    );
  } else if (!parseUrl(baseUrl) && !baseUrl.trim().startsWith('/')) {
    warnOnce(
      'baseUrl of createGatewaySource is relative to the path of the page, so each page asks another address. Begin it with "/", or with "https://" for a gateway on another host.',
    );
  } else if (isBlocked(baseUrl)) {
    warnOnce(
      'baseUrl of createGatewaySource begins with http: in a page of https:, so browsers block its requests. Serve the gateway by https, or under the address of the page.',
    );
  }
  if (credentials !== undefined && !CREDENTIALS.includes(credentials)) {
    warnOnce(
      'credentials of createGatewaySource is not valid, so each request fails. It is "omit", "same-origin" or "include".',
    );
  }
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(OPTIONS, name)) continue;
    warnOnce(
      /token|secret|key|instance/i.test(name)
        ? `createGatewaySource takes no ${name}, and every visitor can read it in a browser. Remove it: the gateway on your server holds the token of Wawp.`
        : `createGatewaySource takes no ${name}. Its options are ${Object.keys(OPTIONS).join(', ')}.`,
    );
  }
}

const CREDENTIALS = ['omit', 'same-origin', 'include'];

const OPTIONS: Record<keyof GatewaySourceOptions, true> = {
  baseUrl: true,
  id: true,
  headers: true,
  credentials: true,
  fetch: true,
  timeoutMs: true,
};

/** Mixed content. Browsers trust the loopback addresses. */
function isBlocked(baseUrl: string): boolean {
  if (globalThis.location?.protocol !== 'https:') return false;
  const url = parseUrl(baseUrl);
  return url?.protocol === 'http:' && !/^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(url.hostname);
}

/** The gateway has the access token already. */
export function warnAboutHeaders(headers: Headers): void {
  headers.forEach((value, name) => {
    if (/(^|\s)(undefined|null|NaN|\[object \w+\])$/.test(value)) {
      warnOnce(
        `The header "${name}" of createGatewaySource ends with the text "undefined" or the like, so it was written before its value was known. Pass a function as headers, which waits for the value.`,
      );
    }
    if (!CREDENTIAL.test(name)) return;
    warnOnce(
      `The headers of createGatewaySource hold the credential "${name}" of Wawp, which every visitor can read. Remove it: the gateway on your server holds the token, and headers are for your own sign-in.`,
    );
  });
}

export function explainBaseUrl(sentence: string): string {
  return `${sentence} baseUrl is where your gateway is mounted, as in "/api/chat-pictures" or "https://chat.example.com/api/chat-pictures", without a query, a fragment or a password.`;
}

export function explainTimeout(sentence: string): string {
  return `${sentence} It is in ms, more than 0 and less than 2^31.`;
}

export function explainRelativeBaseUrl(sentence: string): string {
  return `${sentence} With fetch: (path, init) => gateway.fetch(new Request(new URL(String(path), 'http://localhost'), init)), query keys and picture URLs are those of the browser. With an absolute baseUrl, browsers load the pictures from that address, and both sources need the same id.`;
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

/**
 * The message for a response that is not `ok`. Logs it if a developer can fix the failure.
 *
 * @param code The code of the status.
 * @param sent The code in the problem document.
 */
export function explainStatus(
  sentence: string,
  code: ChatPictureErrorCode,
  status: number,
  sent: unknown,
): string {
  const isKnown = isChatPictureErrorCode(sent);
  if (isKnown && status >= 500) warnAboutUpstream(sent);
  if (code === 'unauthorized') return warnAndReturn(`${sentence} ${CHECK_SIGN_IN}`);
  if (code !== 'invalid-response') return `${sentence} Try again later.`;
  return isKnown ? `${sentence} ${CHECK_BASE_URL}` : explainInvalidResponse(sentence);
}

export function explainInvalidResponse(sentence: string): string {
  return warnAndReturn(`${sentence} ${CHECK_BASE_URL}`);
}

export function explainSilence(sentence: string): string {
  return warnAndReturn(`${sentence} Check that it runs, and that no proxy holds its answer back.`);
}

export function explainNoConnection(sentence: string): string {
  const message = `${sentence} Check the connection, and that the gateway runs there. A gateway on another origin must list this page's origin in allowedOrigins.`;
  return isOffline() ? message : warnAndReturn(message);
}

export function explainHeaders(sentence: string): string {
  const message = `${sentence} No picture was requested. Its error is the cause of this one.`;
  return isOffline() ? message : warnAndReturn(message);
}

function warnAndReturn(message: string): string {
  warnOnce(message);
  return message;
}
