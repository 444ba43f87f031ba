import { LockGlyph } from '../glyphs.js';

/** A lock on a hidden face. `label` is its accessible name, as its tooltip; `''` makes it decorative. */
export function LockBadge({ label }: { label: string }) {
  // Not `aria-label` as well: assistive technology would tell the same words twice.
  const words = label === '' ? { 'aria-hidden': true } : { role: 'img', title: label };
  return (
    <span {...words} data-chat-avatar-lock="">
      <LockGlyph />
    </span>
  );
}
