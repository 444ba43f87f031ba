/** Elements whose content is not text of the page. Styles and scripts contain words such as "hidden" and "image". */
const RAW_ELEMENT = /^(style|script|svg|template)\b/i;

/**
 * The visible text of an HTML page, on one line. One pass: each `indexOf` starts where the one before ended, and a search that
 * fails ends the page, so the work grows with the length alone.
 */
export function visibleText(html: string): string {
  const lower = html.toLowerCase();
  // A few capitals become longer in lower case, which would shift every position behind them.
  const search = lower.length === html.length ? lower : html;
  let text = '';
  let at = 0;
  for (;;) {
    const open = html.indexOf('<', at);
    if (open < 0) return onOneLine(text + html.slice(at));
    text += `${html.slice(at, open)} `;
    const end = endOfMarkup(search, open);
    // A "<" without an end is text.
    if (end === undefined) return onOneLine(text + html.slice(open));
    at = end;
  }
}

/** The position after the comment, the element or the tag at `open`. A comment or an element without an end takes the rest. */
function endOfMarkup(html: string, open: number): number | undefined {
  if (html.startsWith('<!--', open)) return after(html, '-->', open) ?? html.length;
  const raw = RAW_ELEMENT.exec(html.slice(open + 1, open + 12))?.[1];
  if (raw === undefined) return after(html, '>', open);
  const close = after(html, `</${raw}`, open);
  return (close && after(html, '>', close)) ?? html.length;
}

function after(text: string, mark: string, from: number): number | undefined {
  const at = text.indexOf(mark, from);
  return at < 0 ? undefined : at + mark.length;
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
