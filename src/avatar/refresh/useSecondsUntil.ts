import { useEffect, useMemo, useState } from 'react';

const STEP = 10;
const ROUND_TO = 5;

/** Seconds until then: first rounded up to 5, then a new number each 10 s alone, so that a screen reader is not interrupted every second. */
export function useSecondsUntil(time: number): number {
  const [, renderAgain] = useState(0);
  const left = (time - Date.now()) / 1000;
  // biome-ignore lint/correctness/useExhaustiveDependencies: by what is left at first, or it would change with each render.
  const last = useMemo(() => (Math.ceil(left / ROUND_TO) * ROUND_TO) % STEP, [time]);
  const seconds = left > 0 ? Math.ceil((left - last) / STEP) * STEP + last : 0;
  useEffect(() => {
    if (seconds === 0) return;
    const untilNextStep = time - Date.now() - Math.max(seconds - STEP, 0) * 1000;
    const timer = setTimeout(() => renderAgain((count) => count + 1), Math.max(untilNextStep, 100));
    return () => clearTimeout(timer);
  }, [time, seconds]);
  return seconds;
}
