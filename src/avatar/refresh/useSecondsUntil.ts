import { useEffect, useState } from 'react';

const STEP = 10;

/** Whole tens of seconds until then, so that a screen reader is not interrupted every second. */
export function useSecondsUntil(time: number): number {
  const [, renderAgain] = useState(0);
  const seconds = time === 0 ? 0 : Math.max(0, Math.ceil((time - Date.now()) / (STEP * 1000)) * STEP);
  useEffect(() => {
    if (seconds === 0) return;
    const untilNextStep = time - Date.now() - (seconds - STEP) * 1000;
    const timer = setTimeout(() => renderAgain((count) => count + 1), Math.max(untilNextStep, 100));
    return () => clearTimeout(timer);
  }, [time, seconds]);
  return seconds;
}
