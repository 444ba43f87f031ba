import { warnAboutOptions } from '../lib/warnAboutOptions.js';
import { drawPlainPicture } from './cdn/drawPlainPicture.js';
import type { EmulatorRateLimit } from './engine/RefreshLimiter.js';
import { readScenario } from './scenarios/readScenario.js';
import type { WawpEmulatorOptions } from './WawpEmulator.js';

const OPTIONS: Record<keyof WawpEmulatorOptions, true> = {
  chats: true,
  draw: true,
  now: true,
  instanceId: true,
  accessToken: true,
  pictureOrigin: true,
  pictureUrlLifeMs: true,
  delayMs: true,
  slowMs: true,
  rateLimit: true,
  chatRateLimit: true,
  sessionStartMs: true,
  overviewShape: true,
  overviewPictures: true,
  individuals: true,
  sessionInfoMethod: true,
  cacheKey: true,
  unknownChats: true,
  cors: true,
};

const HOUR = 60 * 60 * 1000;

/**
 * The options with their defaults.
 *
 * @throws {TypeError} when an option is invalid.
 */
export function readOptions(options: WawpEmulatorOptions) {
  if (process.env.NODE_ENV !== 'production') warnAboutOptions('createWawpEmulator', options, OPTIONS);
  const { chats } = options;
  if (typeof chats === 'number') count('chats', chats);
  else if (chats !== undefined && !Array.isArray(chats)) {
    throw new TypeError('createWawpEmulator takes chats as a number or as an array of { id, name, … }.');
  }
  for (const chat of Array.isArray(chats) ? chats : []) {
    readScenario(chat?.scenario ?? 'picture');
    if (typeof chat?.id !== 'string' || !chat.id.includes('@')) {
      throw new TypeError(
        `A chat of createWawpEmulator needs an id such as "201234567890@c.us", not ${chat?.id}.`,
      );
    }
  }
  return {
    chats,
    now: callable('now', options.now, Date.now),
    draw: callable('draw', options.draw, drawPlainPicture),
    pictureOrigin: options.pictureOrigin === undefined ? undefined : readOrigin(options.pictureOrigin),
    pictureUrlLifeMs: count('pictureUrlLifeMs', options.pictureUrlLifeMs ?? 48 * HOUR),
    delayMs: count('delayMs', options.delayMs ?? 0),
    slowMs: count('slowMs', options.slowMs ?? 3000),
    sessionStartMs: count('sessionStartMs', options.sessionStartMs ?? 5000),
    rateLimit: readLimit('rateLimit', options.rateLimit ?? { limit: 30 }),
    chatRateLimit: readLimit('chatRateLimit', options.chatRateLimit ?? { limit: 5 }),
    overviewShape: oneOf('overviewShape', options.overviewShape, ['array', 'numeric-keys']),
    overviewPictures: oneOf('overviewPictures', options.overviewPictures, [false, true]),
    individuals: oneOf('individuals', options.individuals, ['chats', 'contacts']),
    sessionInfoMethod: oneOf('sessionInfoMethod', options.sessionInfoMethod, ['either', 'GET', 'POST']),
    cacheKey: oneOf('cacheKey', options.cacheKey, ['as-requested', 'canonical']),
    unknownChats: readScenario(options.unknownChats ?? 'none'),
    cors: oneOf('cors', options.cors, [false, true]),
  };
}

/** The first value is the default. */
function oneOf<Value extends string | boolean>(
  name: string,
  value: Value | undefined,
  values: readonly [Value, ...Value[]],
): Value {
  if (value === undefined) return values[0];
  if (values.includes(value)) return value;
  throw new TypeError(
    `createWawpEmulator takes ${name} as ${values.map((known) => JSON.stringify(known)).join(' or ')}, not ${JSON.stringify(value)}.`,
  );
}

function callable<Callable extends (...args: never[]) => unknown>(
  name: string,
  value: Callable | undefined,
  byDefault: Callable,
): Callable {
  if (value === undefined) return byDefault;
  if (typeof value === 'function') return value;
  throw new TypeError(`createWawpEmulator takes ${name} as a function, not ${JSON.stringify(value)}.`);
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
