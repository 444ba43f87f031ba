import { FULL_WIDTH } from '../cdn/createCdn.js';
import type { EmulatorDraw } from '../cdn/EmulatorPicture.js';
import { type ImageFault, signPictureUrl } from '../cdn/pictureUrls.js';
import type { EmulatorScenario } from '../scenarios/EmulatorScenario.js';
import { toBase64 } from '../toBase64.js';
import { hang, wait } from '../wait.js';
import { type ChatRegistry, canonicalId } from './ChatRegistry.js';
import type { EmulatorClock } from './clock.js';
import type { PictureCache } from './PictureCache.js';
import type { RefreshLimiter } from './RefreshLimiter.js';

export interface PictureEngineParts {
  registry: ChatRegistry;
  cache: PictureCache;
  limiter: RefreshLimiter;
  clock: EmulatorClock;
  draw: EmulatorDraw;
  pictureUrlLifeMs: number;
  slowMs: number;
  cacheKey: 'as-requested' | 'canonical';
}

const EMPTY: ReadonlySet<EmulatorScenario> = new Set([
  'none',
  'hidden',
  'blocked',
  'empty-string',
  'null-body',
  'no-content',
]);

/** Scenarios with a URL of their own. A change to or from one of them empties the chat's cache, which would hide it. */
const SPECIAL_URL: ReadonlySet<EmulatorScenario> = new Set([
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

/** The engine under Wawp: WhatsApp, behind a cache of 24 h. Its URLs of pictures on the CDN are paths without an origin. */
export class PictureEngine {
  readonly #parts: PictureEngineParts;
  #signed = 0;

  constructor(parts: PictureEngineParts) {
    this.#parts = parts;
  }

  /**
   * The URL of a chat's picture, or `null` without a reason. With `refresh`, the cached answer is deleted *before* WhatsApp
   * is asked, so that an empty answer destroys a good picture.
   */
  async getPicture(id: string, refresh: boolean, signal: AbortSignal): Promise<string | null> {
    const { registry, cache, limiter, cacheKey } = this.#parts;
    if (id.endsWith('@broadcast')) return null;
    const key = cacheKey === 'canonical' ? canonicalId(id) : id;
    const cached = cache.get(key);
    if (cached !== undefined && !refresh) return cached;
    cache.delete(key);
    const scenario = registry.scenarioOf(id);
    const allowed = !refresh || (limiter.allows(canonicalId(id)) && scenario !== 'rate-limited');
    if (allowed && refresh && scenario === 'changes-on-refresh') registry.changePicture(id);
    const url = allowed ? await this.#ask(id, scenario, signal) : null;
    cache.set(key, url);
    return url;
  }

  /** The picture of a chat in the overview, which waits for no slow chat and leaves out the scenarios with odd URLs. */
  async getListedPicture(id: string, signal: AbortSignal): Promise<string | null> {
    const scenario = this.#parts.registry.scenarioOf(id);
    const odd = scenario === 'slow' || scenario === 'hanging' || SPECIAL_URL.has(scenario);
    return odd ? null : this.getPicture(id, false, signal);
  }

  setScenario(id: string, scenario: EmulatorScenario): void {
    const { registry, cache } = this.#parts;
    const hidden = SPECIAL_URL.has(scenario) || SPECIAL_URL.has(registry.scenarioOf(id));
    registry.setScenario(id, scenario);
    if (hidden) cache.forget((key) => canonicalId(key) === canonicalId(id));
  }

  setPicture(id: string): void {
    const { registry } = this.#parts;
    if (EMPTY.has(registry.scenarioOf(id))) registry.setScenario(id, 'picture');
    registry.changePicture(id);
  }

  async #ask(id: string, scenario: EmulatorScenario, signal: AbortSignal): Promise<string | null> {
    if (EMPTY.has(scenario)) return null;
    if (scenario === 'slow') await wait(this.#parts.slowMs, signal);
    if (scenario === 'hanging') await hang(signal);
    return this.#urlOf(id, scenario);
  }

  async #urlOf(id: string, scenario: EmulatorScenario): Promise<string> {
    const { registry, clock, draw, pictureUrlLifeMs } = this.#parts;
    const seed = registry.seedOf(id);
    const version = registry.versionOf(id);
    const drawn = async () =>
      toBase64(await draw({ seed, chatId: registry.chatIdOf(seed), version, width: FULL_WIDTH }));
    this.#signed += 1;
    const url = signPictureUrl(
      { seed, version, fault: FAULTS[scenario] ?? 'none' },
      {
        expiresAt: clock.now() + (scenario === 'expired-url' ? -HOUR : pictureUrlLifeMs),
        nonce: this.#signed,
        preview: scenario === 'preview',
      },
    );
    switch (scenario) {
      case 'base64':
        return `data:image/png;base64,${await drawn()}`;
      case 'bare-base64':
        return drawn();
      case 'svg-base64':
        return `data:image/svg+xml;base64,${btoa(SVG)}`;
      case 'javascript-url':
        return 'javascript:alert(document.domain)';
      case 'http-url':
        return `http://pps.whatsapp.net${url}`;
      default:
        return url;
    }
  }
}
