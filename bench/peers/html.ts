import { ROWS, type RowId } from './rows.js';
import { STRENGTHS } from './strengths.js';

/** The picture of one component in one row, in CSS pixels; without `webp` the component has nothing for the row. */
export interface Shot {
  peer: string;
  row: RowId;
  webp: Buffer | undefined;
  width: number;
  height: number;
}

export interface PeerOfPage {
  id: string;
  label: string;
  version: string;
}

/** The table is a sheet of white paper, in dark too: its pictures are. Eight columns of pictures fit 1,400 px. */
const STYLES = `*{box-sizing:border-box}:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif;color:light-dark(#1c2430,#e7ebf0);background:light-dark(#f3f5f8,#14171b)}
body{margin:0 auto;padding:28px 12px 48px;max-width:1400px}h1{font-size:26px;line-height:1.2;margin:0 0 10px}h2{font-size:19px;margin:36px 0 8px}p{max-width:110ch;margin:0 0 20px}
.scroll{overflow-x:auto;border-radius:14px;border:1px solid light-dark(#e1e6ec,#2a3037);background:#fff;color:#1c2430;color-scheme:light}
table{border-collapse:separate;border-spacing:0;width:100%}th,td{border-bottom:1px solid #e9edf1;padding:5px 0;text-align:start;vertical-align:middle}tr:last-child>*{border-bottom:0}
thead th,.none{padding-inline-start:2px}thead th{padding-block:12px;font-size:14px;line-height:1.3}thead small{display:block;font-weight:400;color:#5b6470;font-size:12px}
tr>:first-child{position:sticky;left:0;z-index:1;background:#fff;width:98px;min-width:98px;padding-inline:12px 6px;font-size:13px;line-height:1.35;font-weight:600;border-right:1px solid #e9edf1}
tr>:nth-child(2){background:#f1f6ff}.dark td{background:#121212}
img{display:block}.none{color:#5b6470;font-size:12px;line-height:1.35;padding-inline-end:8px}ul{columns:32em auto;column-gap:40px;margin:0;padding-inline-start:20px}li{margin-block:0 8px;break-inside:avoid}code{font-size:.92em}`;

/** The page, whole in one file. `taken` is the day of the pictures. */
export function htmlOf(shots: Shot[], peers: PeerOfPage[], taken: string): string {
  const cell = (peer: string, label: string, row: RowId) => {
    const shot = shots.find((one) => one.peer === peer && one.row === row);
    if (!shot?.webp) return '<td class="none">not in the library</td>';
    const { webp, width, height } = shot;
    const alt = `${label}: ${ROWS[row]}`;
    return `<td><img width="${width}" height="${height}" alt="${alt}" src="data:image/webp;base64,${webp.toString('base64')}"></td>`;
  };
  const rows = (Object.keys(ROWS) as RowId[]).map(
    (row) =>
      `<tr${row === 'dark' ? ' class="dark"' : ''}><th scope="row">${ROWS[row]}</th>${peers.map(({ id, label }) => cell(id, label, row)).join('')}</tr>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>chat-avatar beside seven avatars</title>
<link rel="icon" href="data:,"><style>${STYLES}</style>
<h1>chat-avatar beside seven avatars</h1>
<p>The same names on 40 px, as each documentation shows its component. Radix, Base UI, MUI and antd compute no initials; they show those
that the examples of their documentation compute. Screenshots of ${taken}, taken in Chromium with Noto Sans, two pixels for each CSS pixel.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Screenshots"><table>
<thead><tr><td></td>${peers.map(({ label, version }) => `<th scope="col">${label} <small>${version}</small></th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>
<h2>Where a peer is better</h2>
<ul>
${STRENGTHS.map(([peer, strength]) => `<li><b>${peer}.</b> ${strength.replaceAll(/`([^`]*)`/g, '<code>$1</code>')}</li>`).join('\n')}
</ul>
</html>
`;
}
