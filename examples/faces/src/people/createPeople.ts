import type { EmulatorScenario } from 'chat-avatar/testing';
import type { Person } from '../Person.js';
import { createRandom, hash, type Random } from '../random.js';
import type { Locale } from './Locale.js';
import { latinLocales } from './latinLocales.js';
import { otherLocales } from './otherLocales.js';

/** The Latin locales come up more often, as in most accounts; every locale has its turn. */
const LANGUAGES: readonly Locale[] = [...latinLocales, ...otherLocales];
const LOCALES: readonly Locale[] = [...LANGUAGES, ...latinLocales.slice(0, 5)];

/** Last messages without words. */
const WORDLESS = ['👍', '❤️', '📷 Photo', '🎤 0:14', '👋', '📍 Location'];

/** Names from address books: emoji only, notes in brackets, the tilde of contacts that are not saved. */
const ODD_NAMES = [
  '🔥🔥',
  'Mom ❤️',
  '👩‍👩‍👧',
  '~nick',
  '3M Company',
  '🌸 Flora 🌸',
  'DHL Express 📦',
  'David (The man) Goff',
  '“”',
  '???',
];

/** The share of each scenario; the rest has a picture. */
const SHARES: readonly (readonly [EmulatorScenario, number])[] = [
  ['none', 0.09],
  ['hidden', 0.05],
  ['restricted', 0.03],
  ['blocked', 0.01],
];

const MINUTE = 60_000;

/** Deterministic conversations, the latest message first. Only their times depend on `now`, in ms since the epoch. */
export function createPeople(count: number, now: number): Person[] {
  return Array.from({ length: Math.floor(count) }, (_, index) => createChat(index, now));
}

function createChat(index: number, now: number): Person {
  const random = createRandom(hash(`chat ${index}`));
  const round = Math.floor(index / LOCALES.length);
  const slot = (index * 11 + round) % LOCALES.length;
  const locale = LOCALES[slot] ?? random.pick(LOCALES);
  // Names go round instead of being drawn, so that namesakes are far apart.
  const turn = round * 5 + slot * 3;
  const place = 2 * round + (slot < LANGUAGES.length ? 0 : 1);
  const isGroup = random.chance(0.16);
  const identity = isGroup
    ? createGroup(index, { turn, place }, locale, random)
    : createIndividual({ turn, place }, locale, random);
  const body = random.chance(0.06) ? random.pick(WORDLESS) : random.pick(locale.messages);
  const isRecent = random.chance(1.6 / (1 + index / 6));
  return {
    ...identity,
    // The first conversation of the list always has a picture.
    scenario: index === 0 ? 'picture' : chooseScenario(random.next()),
    unreadCount: isRecent && random.chance(0.55) ? 1 + Math.floor(random.next() ** 3 * 14) : 0,
    lastMessage: { body, timestamp: now - ageOf(index, random) },
  };
}

/** Minutes apart at the top of the list, days at its end; never out of order. */
function ageOf(index: number, random: Random): number {
  return Math.round(((index + random.next() * 0.9) ** 1.6 * 0.4 + 0.5) * MINUTE);
}

/** How far the names of a locale have gone round, and which of its people this one is. */
interface Count {
  turn: number;
  place: number;
}

function createIndividual({ turn, place }: Count, locale: Locale, random: Random) {
  const id = `${createPhone(place, locale, random)}@c.us`;
  const isWoman = random.chance(0.5);
  const givens = isWoman ? locale.women : locale.men;
  const given = itemAt(givens, turn);
  const family = itemAt(locale.families, turn + Math.floor(turn / givens.length));
  return {
    id,
    name: nameOrNot(
      random,
      id,
      locale.order === 'family-first' ? [family, given] : [given, family],
      locale.join,
    ),
    picture: isWoman ? ('woman' as const) : ('man' as const),
    complexion: random.pick(locale.complexions),
  };
}

/** Some contacts have only a number, an odd name, half a name, or no name. */
function nameOrNot(random: Random, id: string, parts: readonly [string, string], separator = ' '): string {
  const share = random.next();
  if (share < 0.035) return `+${id.slice(0, id.indexOf('@'))}`;
  if (share < 0.05) return '';
  if (share < 0.075) return random.pick(ODD_NAMES);
  if (share < 0.12 && separator !== '') return parts[0];
  return parts.join(separator);
}

function createGroup(index: number, { turn, place }: Count, locale: Locale, random: Random) {
  // The ids of older groups hold the phone number of their creator and the time of creation.
  const id = random.chance(0.15)
    ? `${createPhone(place, locale, random)}-${1_400_000_000 + index * 97_561}@g.us`
    : `120363${String(100_000_000_000 + ((index * 7_368_787) % 800_000_000_000)).padStart(12, '0')}@g.us`;
  return { id, name: itemAt(locale.groups, turn), picture: 'group' as const };
}

/** A pattern of the locale, filled. `place` tells apart the people of one locale, so all numbers differ. */
function createPhone(place: number, locale: Locale, random: Random): string {
  const patterns = locale.numbers.filter((each) => place < capacityOf(each));
  const pattern = random.pick(patterns);
  // Two are drawn for every pattern, so that another pattern does not make another person.
  const chances = [random.next(), random.next()].map((share) => Math.floor(share * 10));
  const scattered = (place * 7_654_321 + 2_016_386) % capacityOf(pattern);
  const digits = [...String(scattered).padStart(pattern.split('#').length - 1, '0')];
  return pattern.replace(/[#*]/g, (sign) => String((sign === '#' ? digits : chances).shift()));
}

const capacityOf = (pattern: string) => 10 ** (pattern.split('#').length - 1);

function itemAt(items: readonly string[], turn: number): string {
  return items[turn % items.length] ?? '';
}

function chooseScenario(share: number): EmulatorScenario {
  let left = share;
  for (const [scenario, part] of SHARES) {
    left -= part;
    if (left < 0) return scenario;
  }
  return 'picture';
}
