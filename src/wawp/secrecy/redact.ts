import { spellingsOf } from './tokenSpellings.js';

/** Replaces the token. */
const MARK = '[redacted]';

/** The length of a fragment that counts as the token. Shorter ones also occur in ordinary words. */
const FRAGMENT = 8;

export interface Redactor {
  /** The text without the token: raw, encoded in any usual way, whole or cut off. */
  redact(text: string): string;
  /** Whether a URL carries the token, or a fragment of it, in any of these ways. */
  isIn(url: string): boolean;
}

/**
 * Removes one token from texts. Every run of 8 or more characters that occurs in one of its spellings is replaced, so that an echo
 * that was cut off at either end leaves nothing of use. A token of less than 8 characters is only replaced whole.
 */
export function createRedactor(token: string): Redactor {
  const spellings = spellingsOf(token).map(toLowerCase);
  const fragments = new Set(token.length < FRAGMENT ? [] : spellings.flatMap(fragmentsOf));

  const redact = (text: string) => {
    if (fragments.size === 0) return replaceWhole(text, spellings);
    const lower = toLowerCase(text);
    let clean = '';
    let copied = 0;
    for (let at = 0; at + FRAGMENT <= lower.length; at += 1) {
      if (!fragments.has(lower.slice(at, at + FRAGMENT))) continue;
      let end = at + FRAGMENT;
      while (fragments.has(lower.slice(end + 1 - FRAGMENT, end + 1))) end += 1;
      clean += text.slice(copied, at) + MARK;
      copied = end;
      at = end - 1;
    }
    return clean + text.slice(copied);
  };

  /** A host shares ordinary words with tokens, such as "whatsapp": a fragment of letters alone does not count. */
  const isInHost = (host: string) => {
    if (spellings.some((spelling) => host.includes(spelling))) return true;
    return fragmentsOf(host).some((fragment) => fragments.has(fragment) && /[^a-z.-]/.test(fragment));
  };

  const isIn = (url: string) => {
    const decoded = decodings(url);
    // A short token may be part of a legitimate URL, so only a whole segment or value counts.
    if (fragments.size === 0) return decoded.some((text) => text.split(/[/?&=#:@]/).includes(token));
    return decoded.some((text) => {
      const [, host = '', rest = text] = /^[a-z\d+.-]*:\/\/([^/?#]*)(.*)$/is.exec(text) ?? [];
      return redact(rest) !== rest || isInHost(toLowerCase(host));
    });
  };

  return { redact, isIn };
}

function fragmentsOf(spelling: string): string[] {
  return Array.from({ length: Math.max(0, spelling.length - FRAGMENT + 1) }, (_, at) =>
    spelling.slice(at, at + FRAGMENT),
  );
}

function replaceWhole(text: string, spellings: readonly string[]): string {
  const pattern = spellings
    .toSorted((a, b) => b.length - a.length)
    .map((spelling) => spelling.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
  return pattern === '' ? text : text.replace(new RegExp(pattern, 'gi'), MARK);
}

/** ASCII alone: other letters may become longer in lower case, which would shift every position behind them. */
function toLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

/** The URL as it is, and with up to three layers of percent-encoding removed. */
function decodings(url: string): string[] {
  const texts = [url];
  for (let layer = 0; layer < 3; layer += 1) {
    const outer = texts.at(-1) ?? url;
    const inner = decodePercent(outer);
    if (inner === outer) break;
    texts.push(inner);
  }
  return texts;
}

/** Leaves invalid sequences, such as one that was cut off, and bytes that are not ASCII. */
function decodePercent(text: string): string {
  return text.replace(/%([0-7][\da-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
