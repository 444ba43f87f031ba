import type { EmulatorChat } from '../EmulatorChat.js';
import { createChats } from './createChats.js';

export function createShowcase(now: number): EmulatorChat[] {
  return createChats(60, now);
}
