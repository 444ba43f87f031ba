import type { ReactNode } from 'react';
import type { Match } from './findMatches.js';

/** A text with its matches marked. */
export function Highlighted({ text, matches }: { text: string; matches: readonly Match[] }) {
  const parts: ReactNode[] = [];
  let done = 0;
  for (const { start, end } of matches) {
    parts.push(text.slice(done, start), <mark key={start}>{text.slice(start, end)}</mark>);
    done = end;
  }
  return (
    <>
      {parts}
      {text.slice(done)}
    </>
  );
}
