/** `1 chat`, `2 chats`. Pass `plurals` for a noun whose plural does not end in a bare `s`. */
export function plural(count: number, noun: string, plurals = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plurals}`;
}
