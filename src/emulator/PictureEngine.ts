import { type ChatBook, canonicalId } from './ChatBook.js';
import type { EmulatorClock } from './clock.js';
import type { EmulatorScenario } from './EmulatorScenario.js';
import { hash } from './hash.js';
import type { PictureCache } from './PictureCache.js';
import { drawPicture } from './pictures/drawPicture.js';
import { type ImageFault, type PictureFile, signPictureUrl } from './pictureUrls.js';
import type { RefreshLimiter } from './RefreshLimiter.js';
import { toBase64 } from './toBase64.js';
import { hang, wait } from './wait.js';

export interface PictureEngineParts {
  book: ChatBook;
  cache: PictureCache;
  limiter: RefreshLimiter;
  clock: EmulatorClock;
  pictureOrigin: string;
  pictureUrlLifeMs: number;
  slowMs: number;
  cacheKey: 'as-requested' | 'canonical';
}

const NOTHING: ReadonlySet<EmulatorScenario> = new Set([
  'none',
  'hidden',
  'blocked',
  'empty-string',
  'null-body',
  'no-content',
]);

/** Scenarios whose URL is another than the ordinary one: a cached URL would hide them. */
const URL_OF_ITS_OWN: ReadonlySet<EmulatorScenario> = new Set([
  'preview',
  'base64',
  'bare-base64',
  'expired-url',
  'broken-image',
  'html-image',
  'slow-image',
  'http-url',
  'javascript-url',
  'svg-base64',
]);

const FAULTS: Partial<Record<EmulatorScenario, ImageFault>> = {
  'broken-image': 'broken',
  'html-image': 'html',
  'slow-image': 'slow',
};

const HOUR = 60 * 60 * 1000;
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><script>alert(1)</script></svg>';

/** The engine under Wawp: a 24 h cache before WhatsApp, and WhatsApp. */
export class PictureEngine {
  readonly #parts: PictureEngineParts;
  #signed = 0;

  constructor(parts: PictureEngineParts) {
    this.#parts = parts;
  }

  /**
   * The URL of a chat's picture, or `null`, which never says why. With `refresh`, what was cached is thrown away
   * *before* WhatsApp is asked: an empty answer destroys a good picture.
   */
  async getPicture(id: string, refresh: boolean, signal: AbortSignal): Promise<string | null> {
    const { book, cache, limiter, cacheKey } = this.#parts;
    if (id.endsWith('@broadcast')) return null;
    const key = cacheKey === 'canonical' ? canonicalId(id) : id;
    const cached = cache.get(key);
    if (cached !== undefined && !refresh) return cached;
    cache.delete(key);
    const scenario = book.scenarioOf(id);
    const allowed = !refresh || (limiter.allows(canonicalId(id)) && scenario !== 'rate-limited');
    if (allowed && refresh && scenario === 'changes-on-refresh') book.changePicture(id);
    const url = allowed ? await this.#ask(id, scenario, signal) : null;
    cache.set(key, url);
    return url;
  }

  /** What the overview says of a chat's picture: nobody waits there, and odd URLs are left out. */
  async getListedPicture(id: string, signal: AbortSignal): Promise<string | null> {
    const scenario = this.#parts.book.scenarioOf(id);
    const odd = scenario === 'slow' || scenario === 'hanging' || URL_OF_ITS_OWN.has(scenario);
    return odd ? null : this.getPicture(id, false, signal);
  }

  setScenario(id: string, scenario: EmulatorScenario): void {
    const { book, cache } = this.#parts;
    const hidden = URL_OF_ITS_OWN.has(scenario) || URL_OF_ITS_OWN.has(book.scenarioOf(id));
    book.setScenario(id, scenario);
    if (hidden) cache.forget((key) => canonicalId(key) === canonicalId(id));
  }

  setPicture(id: string): void {
    const { book } = this.#parts;
    if (NOTHING.has(book.scenarioOf(id))) book.setScenario(id, 'picture');
    book.changePicture(id);
  }

  async #ask(id: string, scenario: EmulatorScenario, signal: AbortSignal): Promise<string | null> {
    if (NOTHING.has(scenario)) return null;
    if (scenario === 'slow') await wait(this.#parts.slowMs, signal);
    if (scenario === 'hanging') await hang(signal);
    return this.#urlOf(id, scenario);
  }

  async #urlOf(id: string, scenario: EmulatorScenario): Promise<string> {
    const { book, clock, pictureOrigin, pictureUrlLifeMs } = this.#parts;
    const file: PictureFile = {
      person: hash(canonicalId(id)),
      version: book.versionOf(id),
      kind: book.pictureKindOf(id),
      complexion: book.complexionOf(id),
      fault: FAULTS[scenario] ?? 'none',
    };
    this.#signed += 1;
    const url = signPictureUrl(file, {
      origin: pictureOrigin,
      expiresAt: clock.now() + (scenario === 'expired-url' ? -HOUR : pictureUrlLifeMs),
      nonce: this.#signed,
      preview: scenario === 'preview',
    });
    switch (scenario) {
      case 'base64':
        return `data:image/png;base64,${toBase64(await drawPicture(file))}`;
      case 'bare-base64':
        return toBase64(await drawPicture(file));
      case 'svg-base64':
        return `data:image/svg+xml;base64,${btoa(SVG)}`;
      case 'javascript-url':
        return 'javascript:alert(document.domain)';
      case 'http-url':
        return new URL(url).href.replace(/^https?:\/\/[^/]+/, 'http://pps.whatsapp.net');
      default:
        return url;
    }
  }
}
