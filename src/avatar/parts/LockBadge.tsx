import { Glyph } from '../glyphs.js';

/** A lock on a hidden face. `label` is its accessible name, as its tooltip; `''` makes it decorative. */
export function LockBadge({ label }: { label: string }) {
  // Not `aria-label` as well: assistive technology would tell the same words twice.
  const words = label === '' ? { 'aria-hidden': true } : { role: 'img', title: label };
  return (
    <span {...words} data-chat-avatar-lock="">
      <Glyph path="M7 10V8a5 5 0 0 1 10 0v2h2v10H5V10m4.5 0h5V8a2.5 2.5 0 0 0-5 0" />
    </span>
  );
}
