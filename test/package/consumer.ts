import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/** The project that the tarball is installed in. */
export const consumer = inject('consumer');

/** The installed package. */
export const installed = join(consumer, 'node_modules/chat-avatar');

export const manifest: {
  bin: Record<string, string>;
  exports: Record<string, string | Record<string, string>>;
} = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));

/** Where an entry leads under a condition, as an absolute path. */
export function entryFile(entry: string, condition = 'default') {
  const target = manifest.exports[entry];
  const path = typeof target === 'string' ? target : target?.[condition];
  if (!path) throw new Error(`${entry} has no ${condition}`);
  return join(installed, path);
}

/** The entries that are JavaScript modules. */
export const moduleEntries = Object.keys(manifest.exports).filter((entry) => !/\.(css|json)$/.test(entry));

/** The name that a user writes for an entry. */
export const publicName = (entry: string) => `chat-avatar${entry.slice(1)}`;
