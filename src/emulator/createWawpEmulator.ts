import { allowOrigins } from './api/allowOrigins.js';
import { createRouter } from './api/createRouter.js';
import { RequestLog } from './api/RequestLog.js';
import { cachePictures } from './cdn/cachePictures.js';
import { createCdn } from './cdn/createCdn.js';
import { ChatRegistry, canonicalId } from './engine/ChatRegistry.js';
import { createClock } from './engine/clock.js';
import { PictureCache } from './engine/PictureCache.js';
import { PictureEngine } from './engine/PictureEngine.js';
import { RefreshLimiter } from './engine/RefreshLimiter.js';
import { createSession } from './engine/session.js';
import { readOptions } from './readOptions.js';
import { createChats } from './scenarios/createChats.js';
import { createShowcase } from './scenarios/createShowcase.js';
import type { WawpEmulator, WawpEmulatorOptions } from './WawpEmulator.js';
import { wait } from './wait.js';

/**
 * A local Wawp for tests, stories and demos: the endpoints for pictures, chats and the session, WhatsApp's CDN, their faults,
 * and a clock that you control. It runs in Node and in browsers.
 *
 * @example In a test, or on a server
 * const emulator = createWawpEmulator({ chats: 20 });
 * const client = createWawpClient({ instanceId: 'any', accessToken: 'any', fetch: emulator.fetch });
 *
 * @example A gateway whose images come from the emulator as well
 * createPictureGateway({ source: client, fetchImage: emulator.fetch, authorize: () => true });
 *
 * @example In a browser, with MSW
 * const answer = ({ request }) => emulator.fetch(request);
 * setupWorker(http.all('https://api.wawp.net/*', answer), http.all('https://pps.whatsapp.net/*', answer));
 *
 * @throws {TypeError} when an option is invalid, or where `Request` and `Response` are missing.
 */
export function createWawpEmulator(options: WawpEmulatorOptions = {}): WawpEmulator {
  if (typeof Request === 'undefined' || typeof Response === 'undefined') {
    throw new TypeError(
      "createWawpEmulator needs Request and Response, which jest-environment-jsdom hides. Set testEnvironment: 'jest-fixed-jsdom' in the configuration of Jest.",
    );
  }
  const settings = readOptions(options);
  const { delayMs, slowMs, chats } = settings;
  const draw = cachePictures(settings.draw);
  const clock = createClock(settings.now);
  const registry = new ChatRegistry(makeChats(chats, clock.now()), settings.unknownChats);
  const cache = new PictureCache(clock);
  const limiter = new RefreshLimiter(clock, settings.rateLimit, settings.chatRateLimit);
  const session = createSession(clock, settings.sessionStartMs);
  const log = new RequestLog();
  const { cdn, answer: answerCdn } = createCdn({
    clock,
    slowMs,
    draw,
    chatIdOf: (seed) => registry.chatIdOf(seed),
  });
  const engine = new PictureEngine({ ...settings, draw, registry, cache, limiter, clock });
  const route = createRouter({
    ...settings,
    registry,
    engine,
    clock,
    session,
    credentials: { instanceId: options.instanceId, accessToken: options.accessToken },
    answerCdn,
  });

  async function answer(input: Request | URL | string, init?: RequestInit): Promise<Response> {
    const request = input instanceof Request && init === undefined ? input : new Request(input, init);
    request.signal.throwIfAborted();
    log.add(request, clock.now());
    if (delayMs > 0) await wait(delayMs, request.signal);
    return route(request);
  }

  return {
    fetch: settings.cors ? allowOrigins(answer) : answer,
    chats: registry.chats,
    clock,
    session,
    cdn,
    requests: log.entries,
    requestCount: (chatId) => log.count(chatId),
    setScenario: (chatId, scenario) => engine.setScenario(chatId, scenario),
    setPicture: (chatId) => engine.setPicture(chatId),
    clearCache: (chatId) =>
      cache.forget((key) => chatId === undefined || canonicalId(key) === canonicalId(chatId)),
    reset() {
      for (const part of [clock, registry, limiter, session, log, cdn]) part.reset();
      cache.forget(() => true);
    },
  };
}

function makeChats(chats: WawpEmulatorOptions['chats'], now: number) {
  if (chats === undefined) return createShowcase(now);
  return typeof chats === 'number' ? createChats(chats, now) : chats;
}
