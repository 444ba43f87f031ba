import { LockGlyph } from './glyphs.js';

/** Says that a face is hidden: by a lock to those who see it, in words to all others; `''` leaves the words out. */
export function LockBadge({ label }: { label: string }) {
  const words =
    label === '' ? ({ 'aria-hidden': true } as const) : ({ role: 'img', 'aria-label': label } as const);
  return (
    <span {...words} title={label || undefined} data-chat-avatar-lock="">
      <LockGlyph />
    </span>
  );
}
