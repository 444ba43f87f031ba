import { useMemo } from 'react';

/** A ring that runs down until `end`, in ms since the epoch. CSS animates it, so that it costs no render. */
export function CountdownRing({ end }: { end: number }) {
  // Fixed at the first render: another duration would make the animation jump. A little longer, because an animation that has ended
  // would show the full ring until the next render.
  const duration = useMemo(() => Math.max(0, end - Date.now()) + 200, [end]);
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      data-chat-avatar-countdown=""
    >
      <circle cx="16" cy="16" r="14.75" pathLength="1" style={{ animationDuration: `${duration}ms` }} />
    </svg>
  );
}
