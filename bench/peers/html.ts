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

const STYLES = `:root{color-scheme:light dark;--line:light-dark(#e2e6ea,#343a41);font:15px/1.5 system-ui,sans-serif;color:light-dark(#1c2430,#e7ebf0);background:light-dark(#fff,#14171b)}
body{margin:0 auto;padding:24px;max-width:1900px}h1{font-size:24px;margin:0 0 8px}h2{font-size:18px;margin:32px 0 8px}p,ul{max-width:75ch}li{margin-block:4px}
.scroll{overflow-x:auto}table{border-collapse:collapse}th,td{border-bottom:1px solid var(--line);padding:4px 8px;text-align:start;vertical-align:middle}
thead th{font-size:13px;white-space:nowrap}tr>:first-child{position:sticky;left:0;z-index:1;background:light-dark(#fff,#14171b);font-weight:600;min-width:120px;max-width:150px}
@media (width>1000px){tr>:first-child{min-width:134px;max-width:134px}tr>:nth-child(2){position:sticky;left:150px;z-index:1;background:light-dark(#fff,#14171b);border-inline-end:1px solid var(--line)}}img{display:block;border-radius:6px}.none{color:light-dark(#5b6470,#a3adb8);font-size:13px}
code{font-size:.92em}`;

/** The page, whole in one file. `taken` is the day of the pictures. */
export function htmlOf(shots: Shot[], peers: [id: string, label: string][], taken: string): string {
  const cell = (peer: string, label: string, row: RowId) => {
    const shot = shots.find((one) => one.peer === peer && one.row === row);
    if (!shot?.webp) return '<td class="none">not in the library</td>';
    const { webp, width, height } = shot;
    const alt = `${label}: ${ROWS[row]}`;
    return `<td><img width="${width}" height="${height}" alt="${alt}" src="data:image/webp;base64,${webp.toString('base64')}"></td>`;
  };
  const rows = (Object.keys(ROWS) as RowId[]).map(
    (row) =>
      `<tr><th scope="row">${ROWS[row]}</th>${peers.map(([peer, label]) => cell(peer, label, row)).join('')}</tr>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>chat-avatar beside seven avatars</title>
<link rel="icon" href="data:,"><style>${STYLES}</style>
<h1>chat-avatar beside seven avatars</h1>
<p>The same names, on 40 px, as each documentation shows its component. Radix, Base UI, MUI and antd compute no initials; they show those
that the examples of their documentation compute. Screenshots of Chromium at two pixels for each CSS pixel, in Noto, of ${taken}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Screenshots"><table>
<thead><tr><td></td>${peers.map(([, label]) => `<th scope="col">${label}</th>`).join('')}</tr></thead>
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
