/** The token in the encodings in which servers and proxies echo a request: URLs, JSON, HTML, escapes, hex and base64. */
export function spellingsOf(token: string): string[] {
  if (token === '') return [];
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
  const bytes = new TextEncoder().encode(token);
  return [
    ...new Set([
      token,
      percent,
      form,
      json,
      jsonTwice,
      html,
      twice,
      ...byCharacter(token),
      ...byBytes(bytes),
    ]),
  ];
}

/** Each character by its number: as JSON and JavaScript, and as HTML in decimal and hex, may escape it. */
function byCharacter(token: string): string[] {
  const spell = (write: (code: number) => string) =>
    Array.from(token, (char) => write(char.codePointAt(0) ?? 0)).join('');
  return [
    spell((code) => `\\u${hex(code, 4)}`),
    spell((code) => `\\\\u${hex(code, 4)}`),
    spell((code) => `\\x${hex(code, 2)}`),
    spell((code) => `&#${code};`),
    spell((code) => `&#x${hex(code, 0)};`),
  ];
}

/** In hex, percent-encoded byte by byte, and in base64 at each of the three alignments, as after the name of Basic credentials. */
function byBytes(bytes: Uint8Array): string[] {
  const digits = Array.from(bytes, (byte) => hex(byte, 2));
  const aligned = [0, 1, 2].map((offset) => {
    const text = btoa(String.fromCharCode(...new Uint8Array(offset), ...bytes)).replaceAll('=', '');
    // A character that also encodes neighbouring bytes depends on them, so it is left out.
    const end = (offset + bytes.length) % 3 === 0 ? text.length : text.length - 1;
    return text.slice(offset === 0 ? 0 : offset + 1, end);
  });
  const forUrls = aligned.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const all = [...aligned, ...forUrls, ...aligned.map(encodeURIComponent)].filter((text) => text !== '');
  return [digits.join(''), `%${digits.join('%')}`, ...all];
}

function hex(value: number, length: number): string {
  return value.toString(16).padStart(length, '0');
}
