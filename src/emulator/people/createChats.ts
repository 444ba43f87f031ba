import type { EmulatorChat } from '../EmulatorChat.js';
import type { EmulatorScenario } from '../EmulatorScenario.js';
import { createRandom, hash, type Random } from '../hash.js';
import type { Locale } from './Locale.js';
import { latinLocales } from './latinLocales.js';
import { otherLocales } from './otherLocales.js';

/** More people of the Latin half, as in most accounts; every language has its turn. */
const LOCALES: readonly Locale[] = [...latinLocales, ...otherLocales, ...latinLocales.slice(0, 5)];

/** What they last wrote, when no language tells. */
const WORDLESS = ['👍', '❤️', '📷 Photo', '🎤 0:14', '👋', '📍 Location'];

/** Names that no dictionary has: emoji only, an address book's habits, a tilde for those who are not in it. */
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

/** Most people have a picture. Of the others nobody knows why not. */
const SHARES: readonly (readonly [EmulatorScenario, number])[] = [
  ['none', 0.09],
  ['hidden', 0.05],
  ['restricted', 0.03],
  ['blocked', 0.01],
];

const MINUTE = 60_000;

/** So many conversations, the latest first: the same ones on every machine, only their times follow `now`. */
export function createChats(count: number, now: number): EmulatorChat[] {
  return Array.from({ length: Math.floor(count) }, (_, index) => createChat(index, now));
}

function createChat(index: number, now: number): EmulatorChat {
  const random = createRandom(hash(`chat ${index}`));
  const round = Math.floor(index / LOCALES.length);
  const slot = (index * 11 + round) % LOCALES.length;
  const locale = LOCALES[slot] ?? random.pick(LOCALES);
  // Names go round instead of being drawn, so that namesakes are far apart.
  const turn = round * 5 + slot * 3;
  const isGroup = random.chance(0.16);
  const identity = isGroup
    ? createGroup(index, turn, locale, random)
    : createPerson(index, turn, locale, random);
  const body = random.chance(0.06) ? random.pick(WORDLESS) : random.pick(locale.messages);
  const isRecent = random.chance(1.6 / (1 + index / 6));
  return {
    ...identity,
    // The one that is opened first shows what there is to see.
    scenario: index === 0 ? 'picture' : chooseScenario(random.next()),
    unreadCount: isRecent && random.chance(0.55) ? 1 + Math.floor(random.next() ** 3 * 14) : 0,
    lastMessage: { body, timestamp: now - ageOf(index, random) },
  };
}

/** Minutes apart at the top of the list, days at its end; never out of order. */
function ageOf(index: number, random: Random): number {
  return Math.round(((index + random.next() * 0.9) ** 1.6 * 0.4 + 0.5) * MINUTE);
}

function createPerson(index: number, turn: number, locale: Locale, random: Random) {
  const id = `${createPhone(index, locale, random)}@c.us`;
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

/** Some are known by their number, by a habit, by half a name, or not at all. */
function nameOrNot(random: Random, id: string, parts: readonly [string, string], separator = ' '): string {
  const share = random.next();
  if (share < 0.035) return `+${id.slice(0, id.indexOf('@'))}`;
  if (share < 0.05) return '';
  if (share < 0.075) return random.pick(ODD_NAMES);
  if (share < 0.12 && separator !== '') return parts[0];
  return parts.join(separator);
}

function createGroup(index: number, turn: number, locale: Locale, random: Random) {
  // Older groups still carry the number of who made them, and when.
  const id = random.chance(0.15)
    ? `${createPhone(index, locale, random)}-${1_400_000_000 + index * 97_561}@g.us`
    : `120363${String(100_000_000_000 + ((index * 7_368_787) % 800_000_000_000)).padStart(12, '0')}@g.us`;
  return { id, name: itemAt(locale.groups, turn), picture: 'group' as const };
}

/** The index stands in it, scattered, so that no two are the same. */
function createPhone(index: number, locale: Locale, random: Random): string {
  const scattered = String((index * 7_654_321 + 1_234_567) % 9_999_991).padStart(7, '0');
  return `${random.pick(locale.dialing)}${5 + Math.floor(random.next() * 5)}${scattered}${Math.floor(random.next() * 10)}`;
}

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
