import { ar } from './ar.js';
import { de } from './de.js';
import { el } from './el.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { he } from './he.js';
import { hi } from './hi.js';
import { ja } from './ja.js';
import { ko } from './ko.js';
import { pt } from './pt.js';
import { ru } from './ru.js';
import type { Script } from './Script.js';
import { th } from './th.js';
import { zh } from './zh.js';

/** The first that fits: kana tells Japanese from Chinese, and a few small words tell the Latin languages apart. */
const SCRIPTS: readonly [RegExp, Script][] = [
  [/\p{Script=Arabic}/u, ar],
  [/\p{Script=Hebrew}/u, he],
  [/\p{Script=Devanagari}/u, hi],
  [/\p{Script=Hangul}/u, ko],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, ja],
  [/\p{Script=Han}/u, zh],
  [/\p{Script=Cyrillic}/u, ru],
  [/\p{Script=Greek}/u, el],
  [/\p{Script=Thai}/u, th],
  [/[¿¡ñ]|\b(?:gracias|hola|buenos|mañana|está|para el|los|las)\b/i, es],
  [/[ãõ]|\b(?:obrigad[oa]|olá|você|amanhã|bom dia)\b/i, pt],
  [/\b(?:merci|bonjour|vous|demain|c’est|c'est|les|pour)\b/i, fr],
  [/ß|\b(?:danke|und|bitte|ich|der|das|morgen|nicht)\b/i, de],
];

/** What somebody who wrote this text could have written before. */
export function scriptFor(text: string): Script {
  return SCRIPTS.find(([pattern]) => pattern.test(text))?.[1] ?? en;
}
