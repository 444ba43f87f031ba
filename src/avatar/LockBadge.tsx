import { LockGlyph } from './glyphs.js';

/** Says that a face is hidden, to those who see it; its description in words is for everybody. */
export function LockBadge() {
  return (
    <span data-chat-avatar-lock="">
      <LockGlyph />
    </span>
  );
}
