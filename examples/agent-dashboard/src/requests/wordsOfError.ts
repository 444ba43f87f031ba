import type { Texts } from '../texts/Texts.js';

/** The cause of a failure in the reader's language, or else in the server's words. */
export function wordsOfError(
  { errors }: Texts,
  { code, message }: { code?: string | null; message: string },
): string {
  const words: Record<string, string> = errors;
  return (code != null && words[code]) || message;
}
