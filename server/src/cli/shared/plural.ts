/** `1 chat`, `2 chats`. Pass `plurals` for an irregular noun. */
export function plural(count: number, noun: string, plurals = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plurals}`;
}
