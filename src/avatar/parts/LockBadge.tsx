import { LockGlyph } from '../glyphs.js';

/** A lock on a hidden face, with `label` as its accessible name and tooltip; `''` makes it decorative. */
export function LockBadge({ label }: { label: string }) {
  const words =
    label === '' ? ({ 'aria-hidden': true } as const) : ({ role: 'img', 'aria-label': label } as const);
  return (
    <span {...words} title={label || undefined} data-chat-avatar-lock="">
      <LockGlyph />
    </span>
  );
}
