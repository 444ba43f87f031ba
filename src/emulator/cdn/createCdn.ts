import { page, plainText } from '../answers.js';
import type { EmulatorClock } from '../engine/clock.js';
import { wait } from '../wait.js';
import type { EmulatorDraw } from './EmulatorPicture.js';
import { checkPictureUrl, isPreview, readPicturePath } from './pictureUrls.js';

/** Controls of the CDN that serves the pictures. */
export interface EmulatorCdn {
  /** Answers every picture with this status until `restore()`. @default 503 */
  fail(status?: number): void;
  /** Undoes `fail()`. */
  restore(): void;
}

export interface CdnParts {
  clock: EmulatorClock;
  slowMs: number;
  draw: EmulatorDraw;
  chatIdOf: (seed: number) => string | undefined;
}

export const FULL_WIDTH = 640;
const PREVIEW_WIDTH = 96;

/** WhatsApp's CDN: it serves a URL with a valid signature until the time in `oe`. */
export function createCdn({ clock, slowMs, draw, chatIdOf }: CdnParts) {
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
    const { seed, version } = file;
    const width = isPreview(url) ? PREVIEW_WIDTH : FULL_WIDTH;
    const bytes = await draw({ seed, chatId: chatIdOf(seed), version, width });
    const expiry = Number.parseInt(url.searchParams.get('oe') ?? '', 16) * 1000;
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), {
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
