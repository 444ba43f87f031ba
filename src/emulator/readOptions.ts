import { drawPlainPicture } from './cdn/drawPlainPicture.js';
import type { EmulatorRateLimit } from './engine/RefreshLimiter.js';
import type { WawpEmulatorOptions } from './WawpEmulator.js';

const HOUR = 60 * 60 * 1000;

/**
 * The options with their defaults.
 *
 * @throws {TypeError} when an option is invalid.
 */
export function readOptions(options: WawpEmulatorOptions) {
  const { chats } = options;
  if (typeof chats === 'number') count('chats', chats);
  else if (chats !== undefined && !Array.isArray(chats)) {
    throw new TypeError('createWawpEmulator takes chats as a number or as an array of { id, name, … }.');
  }
  for (const chat of Array.isArray(chats) ? chats : []) {
    if (typeof chat?.id !== 'string' || !chat.id.includes('@')) {
      throw new TypeError(
        `A chat of createWawpEmulator needs an id such as "201234567890@c.us", not ${chat?.id}.`,
      );
    }
  }
  return {
    chats,
    now: options.now ?? Date.now,
    draw: options.draw ?? drawPlainPicture,
    pictureOrigin: options.pictureOrigin === undefined ? undefined : readOrigin(options.pictureOrigin),
    pictureUrlLifeMs: count('pictureUrlLifeMs', options.pictureUrlLifeMs ?? 48 * HOUR),
    delayMs: count('delayMs', options.delayMs ?? 0),
    slowMs: count('slowMs', options.slowMs ?? 3000),
    sessionStartMs: count('sessionStartMs', options.sessionStartMs ?? 5000),
    rateLimit: readLimit('rateLimit', options.rateLimit ?? { limit: 30 }),
    chatRateLimit: readLimit('chatRateLimit', options.chatRateLimit ?? { limit: 5 }),
    overviewShape: options.overviewShape ?? 'array',
    overviewPictures: options.overviewPictures ?? false,
    individuals: options.individuals ?? 'chats',
    sessionInfoMethod: options.sessionInfoMethod ?? 'either',
    cacheKey: options.cacheKey ?? 'as-requested',
    unknownChats: options.unknownChats ?? 'none',
    cors: options.cors ?? false,
  };
}

function count(name: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new TypeError(`createWawpEmulator takes a ${name} that is a number of 0 or more, not ${value}.`);
}

function readLimit(name: string, rate: EmulatorRateLimit): EmulatorRateLimit {
  count(`${name}.limit`, rate?.limit);
  if (rate.windowMs !== undefined) count(`${name}.windowMs`, rate.windowMs);
  return rate;
}

function readOrigin(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).origin;
  throw new TypeError(
    `createWawpEmulator takes a pictureOrigin such as "https://pps.whatsapp.net", not "${text}".`,
  );
}
