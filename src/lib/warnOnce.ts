const warned = new Set<string>();

/**
 * Logs each sentence once. For set-up mistakes, in development: guard each call with a literal `process.env.NODE_ENV !==
 * 'production'`, so that bundlers remove the call and its sentence. The sentence names the fix and holds no phone number or token.
 */
export function warnOnce(sentence: string, level: 'warn' | 'error' = 'warn'): void {
  if (warned.has(sentence)) return;
  warned.add(sentence);
  console[level](`chat-avatar: ${sentence}`);
}
