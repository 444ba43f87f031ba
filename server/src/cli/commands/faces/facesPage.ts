import { plural } from '../../shared/plural.js';
import type { Face, FacePage } from './FaceIndex.js';
import { facesStyles } from './facesStyles.js';

export interface PageOptions {
  /** The URL of a picture; `undefined` if it cannot be read. */
  imageOf(face: Face): string | undefined;
  /** Whether the page has a form and links to other pages: a page on a server. */
  isServed: boolean;
  /** In ms since the epoch. */
  now: number;
}

/** An HTML page of faces, without a script. */
export function facesPage(page: FacePage, { imageOf, isServed, now }: PageOptions): string {
  const { faces, total, hiddenTotal, unreadable } = page;
  const summary = [
    plural(total, 'face'),
    hiddenTotal > 0 && `${hiddenTotal} hidden today`,
    unreadable > 0 && `${plural(unreadable, 'record')} that cannot be read`,
  ]
    .filter(Boolean)
    .join(', ');
  const cards = faces.map((face) => card(face, imageOf(face)));
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
${isServed ? form(page) : ''}
</header>
<main>
${cards.length > 0 ? `<ul role="list">\n${cards.join('')}</ul>` : `<p class="empty">${emptyText(page)}</p>`}
</main>
${footer(page, isServed)}
</body>
</html>
`;
}

function form({ search = '', hidden = false }: FacePage): string {
  return `<form role="search">
<label>Name or number <input type="search" name="search" value="${escapeHtml(search)}"></label>
<label><input type="checkbox" name="hidden" value="1"${hidden ? ' checked' : ''}> hidden today</label>
<button>Show</button>
</form>`;
}

function footer(page: FacePage, isServed: boolean): string {
  const { page: number, pages, matches } = page;
  if (pages === 1) return '';
  const text = `Page ${number} of ${pages}, ${plural(matches, 'face')}`;
  if (!isServed) return `<footer><p>${text}.</p></footer>`;
  const link = (to: number, label: string, rel: string) =>
    to >= 1 && to <= pages ? `<a href="${escapeHtml(hrefOf(page, to))}" rel="${rel}">${label}</a>` : '';
  return `<footer><nav aria-label="Pages">${link(number - 1, 'Previous page', 'prev')} <span>${text}</span> ${link(number + 1, 'Next page', 'next')}</nav></footer>`;
}

function hrefOf({ search, hidden }: FacePage, page: number): string {
  const query = new URLSearchParams({ page: String(page) });
  if (search) query.set('search', search);
  if (hidden) query.set('hidden', '1');
  return `?${query}`;
}

function emptyText({ total }: FacePage): string {
  if (total > 0) return 'No face matches.';
  return 'No face is stored yet. Run <code>chat-avatar-server enrich</code> first.';
}

function card({ chatId, name, firstSeen, lastSeen, hiddenSince }: Face, image: string | undefined): string {
  const picture = image
    ? `<img src="${escapeHtml(image)}" alt="" width="96" height="96" loading="lazy">`
    : '<span class="lost">cannot be read</span>';
  return `<li>
${picture}
<div>
<h2><bdi>${escapeHtml(name || 'No name')}</bdi></h2>
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
