/** Replaces the token. */
const MARK = '[redacted]';

/** The minimum length of a fragment. Shorter ones also occur in ordinary words. */
const FRAGMENT = 8;

export interface Redactor {
  /** The text without the token: raw, encoded in any usual way, or in part (an echo that was cut off). */
  redact(text: string): string;
  /** Whether a URL carries the token anywhere. */
  isIn(url: string): boolean;
}

/** Removes one token from texts. */
export function createRedactor(token: string): Redactor {
  const forms = [...new Set(encodings(token))].sort((a, b) => b.length - a.length);
  const whole = new RegExp(forms.map(escapeRegExp).join('|'), 'gi');

  const redact = (text: string) => {
    let clean = text.replace(whole, MARK);
    for (let start = 0; start + FRAGMENT <= token.length; start += 1) {
      const fragment = token.slice(start, start + FRAGMENT);
      if (clean.includes(fragment)) clean = clean.replaceAll(withNeighbours(token, fragment), MARK);
    }
    return clean;
  };

  const isIn = (url: string) => {
    const spellings = [url, safeDecode(url)];
    if (token.length >= FRAGMENT) return spellings.some((spelling) => redact(spelling) !== spelling);
    // A short token may be part of a legitimate URL, so only a whole segment or value counts.
    return spellings.some((spelling) => spelling.split(/[/?&=#:@]/).includes(token));
  };

  return { redact, isIn };
}

/** Matches the fragment and as much of the token as follows it, so that no tail remains. */
function withNeighbours(token: string, fragment: string): RegExp {
  const start = token.indexOf(fragment);
  let tail = '';
  for (const char of [...token.slice(start + fragment.length)].reverse()) {
    tail = `(?:${escapeRegExp(char)}${tail})?`;
  }
  return new RegExp(escapeRegExp(fragment) + tail, 'g');
}

function encodings(token: string): string[] {
  const percent = encodeURIComponent(token);
  const form = new URLSearchParams({ t: token }).toString().slice(2);
  const json = JSON.stringify(token).slice(1, -1);
  const html = token
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  const twice = encodeURIComponent(percent);
  const jsonTwice = JSON.stringify(json).slice(1, -1);
  const spelled = [token, percent, form, json, jsonTwice, html, twice, ...byCharacter(token)];
  return token.length >= FRAGMENT ? [...spelled, ...byBytes(token)] : spelled;
}

/** Each character by its number: as JSON, and as HTML in decimal and hex, may escape it. */
function byCharacter(token: string): string[] {
  const spell = (write: (code: number) => string) =>
    Array.from(token, (char) => write(char.codePointAt(0) ?? 0)).join('');
  return [
    spell((code) => `\\u${code.toString(16).padStart(4, '0')}`),
    spell((code) => `&#${code};`),
    spell((code) => `&#x${code.toString(16)};`),
  ];
}

/** In hex, and in base64 at each of the three alignments, as after the name and the colon of Basic credentials. */
function byBytes(token: string): string[] {
  const bytes = new TextEncoder().encode(token);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const aligned = [0, 1, 2].map((offset) => {
    const text = btoa(String.fromCharCode(...new Uint8Array(offset), ...bytes)).replaceAll('=', '');
    // A character that also encodes neighbouring bytes depends on them, so it is left out.
    const end = (offset + bytes.length) % 3 === 0 ? text.length : text.length - 1;
    return text.slice(offset === 0 ? 0 : offset + 1, end);
  });
  return [hex, ...aligned, ...aligned.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
