import { seededRandom } from '../support/seededRandom.js';
import { TOKEN } from '../support/wawp.js';

/** Pieces with a meaning for one of the parsers, and pieces that break them. */
// biome-ignore format: a list
const PIECES = [
  'https://pps.whatsapp.net/v/1_2_3_n.jpg', '?oe=66BC702E', 'http://127.0.0.1/a', '//x.test', 'javascript:alert(1)', 'blob:null/1',
  'data:image/png;base64,', 'data:image/svg+xml,', '/9j/', 'iVBORw0KGgo', '====', '201234567890@c.us', '120363043968066561@g.us',
  ':12', '@', '@lid', 'status@broadcast', 'not-authorized', 'rate-overlimit', 'too many', 'privacy', 'picture', 'session', 'token',
  'restricted', 'removed', 'STOPPED', 'STARTING', 'password=hunter2', '<script>', '</script>', '<!--', '-->', '<', '>', '<h1>', '\\',
  '"', "'", '\u001b[31m', '\u0000', '\r\n', '\u2028', '\u202e', '\ufeff', '\ud800', '\u0301', '😀', '👩‍👩‍👧', 'ß', 'İ', 'émile', '李小龍', 'محمد',
  ' 80w, ', ' 2x', ',', ' ', '\n', '(', ')', '+44 7123 456789', 'John Doe', '~', '-', '|', '12', '1e999', 'Wed, 21 Oct 2026 07:28:00 GMT',
  '0 7 * * *', '@daily', 'Africa/Cairo', '4000', '10.0.0.1', '::ffff:127.0.0.1', 'fd00::1', '2606:4700::1', '*.cdn.whatsapp.net', ':8443',
  's3://bucket/faces', 'gs://bucket', 'redis://:secret@127.0.0.1:6379/3?prefix=faces:1', 'rediss://', 'image/avif', ';q=0.5', '*/*',
  'Bearer ', 'chat-avatar-secret=', '; ', 'chatId=', '&w=80', '&exp=1', '&sig=', '#', '?', '..', '0a'.repeat(32), '\u00ff\u00da', '\u00ff\u00d8\u00ff',
  '\u0000\u0000\u0010\u0000', 'IHDR', 'IDAT', 'RIFF', 'WEBPVP8 ', 'GIF89a', 'ftypavif', 'Exif\u0000\u0000',
  TOKEN, TOKEN.slice(0, 12), encodeURIComponent(TOKEN), btoa(TOKEN), '%25', '%', '&#60;', '\\u0041',
];

// biome-ignore format: a list
const KEYS = [
  'url', 'picture', 'profilePictureURL', 'data', 'result', 'response', 'status', 'statusCode', 'code', 'error', 'message', 'success',
  'restricted', 'available', 'exception', 'session', 'name', 'qr', 'id', 'chatId', 'lastMessage', 'timestamp', 'unreadCount', 'chats',
  '0', '1', '__proto__', 'constructor', 'srcSet', 'expiresAt', 'asOf', 'hiddenSince', 'reason', 'kept', 'throttled', 'pictures', 'detail',
  'retryable', 'retryAfterMs', '_serialized', 'v', 'image', 'hash', 'contentType', 'width', 'fetchedAt', 'askAgainAt', 'keep', 'replaced',
  'others', 'sourceId', 'blockedSince', 'instances', 'store', 'baseUrl', 'accessToken', 'accessTokenFile', 'accessTokenEnv', 'chatIds',
];

// biome-ignore format: a list
const VALUES: unknown[] = [
  null, true, false, 0, -1, 401, 429, 1e21, 1.5, 'available', 'none', 'restricted', 'empty', 'not-found', 'WORKING', 'FAILED',
  'rate-limited', '', [], {}, 2, 'blocked', '0a'.repeat(32), 'image/jpeg', '123456789012', 1_790_000_000_000,
  // No number and no text: Number() and String() throw.
  { toString: 1, valueOf: 1 },
];

/** A deterministic text for each seed: a piece of prose, a document of JSON, or one that is broken at a random place. */
export function hostileText(seed: number): string {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const words = () => Array.from({ length: Math.floor(random() * 6) }, () => pick(PIECES)).join('');
  const value = (depth: number): unknown => {
    const dice = random();
    if (depth > 0 && dice < 0.35) return object(depth - 1);
    if (depth > 0 && dice < 0.45) return [value(depth - 1), value(depth - 1)];
    return dice < 0.7 ? words() : pick(VALUES);
  };
  const object = (depth: number) =>
    Object.fromEntries(
      Array.from({ length: 1 + Math.floor(random() * 5) }, () => [pick(KEYS), value(depth)]),
    );
  const dice = random();
  if (dice < 0.3) return words();
  const json = JSON.stringify(value(3)) ?? '';
  if (dice < 0.8) return json;
  const cut = Math.floor(random() * json.length);
  return dice < 0.9 ? json.slice(0, cut) : json.slice(0, cut) + pick(PIECES) + json.slice(cut);
}
