const warned = new Set<string>();

/**
 * Logs each sentence once. For set-up mistakes, in development: call it where `process.env.NODE_ENV !== 'production'` stands written
 * out, so that bundlers remove the call and its sentence. The sentence says the fix, and holds no phone number and no token.
 */
export function warnOnce(sentence: string, level: 'warn' | 'error' = 'warn'): void {
  if (warned.has(sentence)) return;
  warned.add(sentence);
  console[level](`chat-avatar: ${sentence}`);
}
