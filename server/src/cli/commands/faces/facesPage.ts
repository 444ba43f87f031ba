import type { ChatId } from 'chat-avatar/wawp';
import { resizeImage } from '../../../images/resizeImage.js';
import type { PictureRecord } from '../../../store/PictureRecord.js';
import type { PictureStore } from '../../../store/PictureStore.js';
import { plural } from '../../shared/plural.js';
import { facesStyles } from './facesStyles.js';

/** In px: twice the displayed 96 px, for 2x screens. */
const WIDTH = 192;
/** Number of pictures that are read and resized ahead of the writer. */
const AHEAD = 8;

interface Face {
  chatId: ChatId;
  name: string;
  hash: string;
  firstSeen: number | undefined;
  lastSeen: number | undefined;
  hiddenSince: number | undefined;
}

/**
 * An HTML page with every stored picture, yielded in parts, so that memory stays constant. Self-contained: pictures and
 * styles are inline, and it has no script. Returns the number of faces.
 *
 * @throws {StoreError}
 */
export async function* facesPage(store: PictureStore, now = Date.now()): AsyncGenerator<string, number> {
  const faces: Face[] = [];
  for await (const { chatId, record } of store.list()) {
    const face = toFace(chatId, record);
    if (face) faces.push(face);
  }
  const collator = new Intl.Collator(undefined, { numeric: true });
  faces.sort((a, b) => collator.compare(a.name || a.chatId, b.name || b.chatId));
  const hidden = faces.filter(({ hiddenSince }) => hiddenSince !== undefined).length;

  yield head(faces.length, hidden, now);
  for (let start = 0; start < faces.length; start += AHEAD) {
    const cards = faces.slice(start, start + AHEAD).map(async (face) => card(face, await thumbnail(face)));
    yield (await Promise.all(cards)).join('');
  }
  yield foot(faces.length);
  return faces.length;

  async function thumbnail({ hash }: Face): Promise<string | undefined> {
    const bytes = await store.getImage(hash);
    if (bytes === undefined) return undefined;
    try {
      const small = await resizeImage(bytes, { width: WIDTH, format: 'webp' });
      return `data:image/webp;base64,${Buffer.from(small).toString('base64')}`;
    } catch {
      return undefined;
    }
  }
}

function toFace(chatId: ChatId, { name = '', image, firstSeen, lastSeen, hiddenSince }: PictureRecord) {
  return image && { chatId, name: name.trim(), hash: image.hash, firstSeen, lastSeen, hiddenSince };
}

function head(count: number, hidden: number, now: number): string {
  const summary = [plural(count, 'face'), hidden > 0 && `${hidden} hidden today`].filter(Boolean).join(', ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${summary} · chat-avatar</title>
<style>${facesStyles}</style>
</head>
<body>
<header>
<h1>Stored faces</h1>
<p>${summary}. As of ${time(now)}; all times are UTC.</p>
</header>
<main>
${count > 0 ? '<ul role="list">' : ''}
`;
}

function card({ chatId, name, firstSeen, lastSeen, hiddenSince }: Face, image: string | undefined): string {
  const picture = image
    ? `<img src="${image}" alt="" width="96" height="96">`
    : '<span class="lost">cannot be read</span>';
  return `<li>
${picture}
<div>
<h2 dir="auto">${escapeHtml(name || 'No name')}</h2>
<p class="id"><bdi>${escapeHtml(chatId)}</bdi></p>
<dl>
<div><dt>First seen</dt><dd>${time(firstSeen)}</dd></div>
<div><dt>Last seen</dt><dd>${time(lastSeen)}</dd></div>
</dl>
${hiddenSince === undefined ? '' : `<p class="hidden">Hidden since ${time(hiddenSince)}</p>`}
</div>
</li>
`;
}

function foot(count: number): string {
  const empty =
    '<p class="empty">No face is stored yet. Run <code>chat-avatar-server enrich</code> first.</p>';
  return `${count === 0 ? empty : '</ul>'}
</main>
</body>
</html>
`;
}

/** The end of a page after an error of the store. */
export function errorFoot(message: string): string {
  return `</ul><p class="empty" role="alert">The other faces cannot be read. ${escapeHtml(message)}</p></main></body></html>`;
}

/** To the minute, in UTC, so that the page is the same on every machine. */
function time(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(new Date(ms).getTime())) return 'unknown';
  const iso = new Date(ms).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 10)} <span>${iso.slice(11, 16)}</span></time>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names are untrusted: anyone may choose theirs. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
