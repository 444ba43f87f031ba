import { type Chat, dialOf } from '../../chats/Chat.js';
import { de } from './latin/de.js';
import { en } from './latin/en.js';
import { es } from './latin/es.js';
import { fr } from './latin/fr.js';
import { pt } from './latin/pt.js';
import { ar } from './other/ar.js';
import { el } from './other/el.js';
import { he } from './other/he.js';
import { hi } from './other/hi.js';
import { ja } from './other/ja.js';
import { ko } from './other/ko.js';
import { ru } from './other/ru.js';
import { th } from './other/th.js';
import { zh } from './other/zh.js';
import type { Script } from './Script.js';
import { wordless } from './wordless.js';

/** What is most likely spoken under a number. */
const BY_NUMBER: readonly [RegExp, Script][] = [
  [/^\+(?:1|44|61|353)/, en],
  [/^\+(?:34|5[2467])/, es],
  [/^\+(?:55|351)/, pt],
  [/^\+(?:3[23]|221|225)/, fr],
  [/^\+4[139]/, de],
  [/^\+(?:20|212|966|971)/, ar],
  [/^\+972/, he],
  [/^\+91/, hi],
  [/^\+(?:86|852|886)/, zh],
  [/^\+81/, ja],
  [/^\+82/, ko],
  [/^\+66/, th],
  [/^\+(?:7|375|380)/, ru],
  [/^\+(?:30|357)/, el],
];

/** A group has no number. Letters tell, kana before those of Chinese, and small words tell the Latin languages apart. */
const BY_TEXT: readonly [RegExp, Script][] = [
  [/[پچژگ]/u, wordless],
  [/\p{Script=Arabic}/u, ar],
  [/\p{Script=Hebrew}/u, he],
  [/\p{Script=Devanagari}/u, hi],
  [/\p{Script=Hangul}/u, ko],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, ja],
  [/\p{Script=Han}/u, zh],
  [/\p{Script=Cyrillic}/u, ru],
  [/\p{Script=Greek}/u, el],
  [/\p{Script=Thai}/u, th],
  [/[¿¡ñ]|\b(?:gracias|perfecto|quería|buenos|vecinos|equipo|viaje)\b/i, es],
  [/[ãõ]|\b(?:obrigad[oa]|vocês|meu|quero|pode|qual|chegou)\b/i, pt],
  [/\b(?:merci|bonjour|pouvez|voudrais|heure|colis|équipe|école)\b/i, fr],
  [/ß|\b(?:dank|wann|ich|ist|gibt|passt|alles|könnten)\b/i, de],
  [/\b(?:the|you|thanks?|is|can|could|hi|what|see)\b/i, en],
];

/** What somebody could have written before, in the language of what they wrote last. */
export function scriptFor(chat: Chat): Script {
  const phone = dialOf(chat);
  const text = `${chat.name} ${chat.lastMessage.body}`;
  const [clues, sign] = phone ? [BY_NUMBER, phone] : [BY_TEXT, text];
  return clues.find(([pattern]) => pattern.test(sign))?.[1] ?? wordless;
}
