import { page, plainText } from './answers.js';
import type { EmulatorClock } from './clock.js';
import { drawPicture } from './pictures/drawPicture.js';
import { checkPictureUrl, isPreview, readPicturePath } from './pictureUrls.js';
import { wait } from './wait.js';

/** The knobs of the CDN behind the picture URLs. */
export interface EmulatorCdn {
  /** Every picture is answered with this status until `restore()`. @default 503 */
  fail(status?: number): void;
  /** Takes `fail()` back. */
  restore(): void;
}

const FULL = 640;
const PREVIEW = 96;

/** WhatsApp's CDN: it knows a URL by its signature, and forgets it when `oe` has passed. */
export function createCdn(clock: EmulatorClock, slowMs: number) {
  let failure: number | undefined;
  const cdn: EmulatorCdn & { reset(): void } = {
    fail(status = 503) {
      failure = status;
    },
    restore() {
      failure = undefined;
    },
    reset: () => cdn.restore(),
  };

  async function answer(request: Request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return plainText(405, 'Method Not Allowed');
    if (failure !== undefined) return plainText(failure, 'The CDN is down');
    const url = new URL(request.url);
    const verdict = checkPictureUrl(url, clock.now());
    if (verdict !== 'good') return plainText(403, `URL signature ${verdict}`);
    const file = readPicturePath(url.pathname);
    if (file === undefined || file.fault === 'broken') return plainText(404, 'Not Found');
    if (file.fault === 'html') return page(200, 'Sign in to this network');
    if (file.fault === 'slow') await wait(slowMs, request.signal);
    const bytes = await drawPicture(file, isPreview(url) ? PREVIEW : FULL);
    const expiry = Number.parseInt(url.searchParams.get('oe') ?? '', 16) * 1000;
    return new Response(request.method === 'HEAD' ? null : bytes, {
      headers: {
        'content-type': 'image/png',
        'content-length': String(bytes.length),
        'cache-control': `max-age=${Math.floor((expiry - clock.now()) / 1000)}, no-transform`,
        'cross-origin-resource-policy': 'cross-origin',
      },
    });
  }

  return { cdn, answer };
}
