import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './runCommand.js';

/** The first TypeScript block of the README after these words. */
export async function readmeSnippet(after: string): Promise<string> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const start = readme.indexOf(after);
  const code = start === -1 ? undefined : readme.slice(start).match(/```tsx?\n([\s\S]*?)```/)?.[1];
  if (!code) throw new Error(`The README has no code after “${after}”.`);
  return code;
}
