import { setTimeout as delay } from 'node:timers/promises';

const LONGEST_MS = 40;

/**
 * A random pause from an answer or a line to the kill, of at most 40 ms. Half of them are shorter than 6 ms: a fast store has finished its
 * work after that.
 */
export const pauseBeforeKill = (): Promise<void> => delay(LONGEST_MS ** Math.random() - 1);
