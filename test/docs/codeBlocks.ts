import { readFileSync } from 'node:fs';

export interface CodeBlock {
  language: string;
  code: string;
}

/** The fenced code blocks of a page in Markdown. */
export function readCodeBlocks(path: string): CodeBlock[] {
  const page = readFileSync(path, 'utf8');
  return [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({
    language,
    code,
  }));
}
