import type { EmulatorChat } from '../EmulatorChat.js';

export function createChats(count: number, now: number): EmulatorChat[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `20123456${String(i).padStart(4, '0')}@c.us`,
    name: `Person ${i}`,
    lastMessage: { body: 'Hello', timestamp: now - i * 60_000 },
  }));
}
