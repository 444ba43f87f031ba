/** The frame that both plots share: size, colours for light and dark, text. */
export function svg(width: number, height: number, title: string, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(title)}">
<style>
svg{--ground:#fff;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--peer:#8c959f;--ours:#0969da;--miss:#bc4c00}
@media (prefers-color-scheme:dark){svg{--ground:#0d1117;--ink:#f0f6fc;--soft:#9198a1;--line:#3d444d;--peer:#6e7681;--ours:#58a6ff;--miss:#f0883e}}
text{font:13px system-ui,-apple-system,"Segoe UI",sans-serif;fill:var(--ink)}
.title{font-weight:600;font-size:15px}.part{font-weight:600}.soft{fill:var(--soft);font-size:12px}.end{text-anchor:end}.middle{text-anchor:middle}
.grid{stroke:var(--line)}.one{stroke:var(--soft);stroke-dasharray:3 3}.peer{fill:var(--peer);opacity:.75}
.ours{fill:var(--ours)}.miss{fill:var(--miss)}.range{stroke:var(--ours);stroke-width:4;stroke-opacity:.35;stroke-linecap:round}
.range.miss{stroke:var(--miss)}.target{stroke:var(--ink);stroke-width:2}.curve{fill:none;stroke-width:2}
</style>
<rect width="100%" height="100%" rx="8" fill="var(--ground)"/>
<text class="title" x="20" y="30">${escapeText(title)}</text>
${body}
</svg>
`;
}

export const escapeText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Maps a logarithmic axis to pixels. */
export function logScale([low, high]: [number, number], [from, to]: [number, number]) {
  const span = Math.log(high) - Math.log(low);
  return (value: number) => {
    const share = (Math.log(Math.min(high, Math.max(low, value))) - Math.log(low)) / span;
    return Math.round((from + share * (to - from)) * 10) / 10;
  };
}
