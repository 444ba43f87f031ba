import { resolve } from 'node:path';

const source = resolve(import.meta.dirname, '../../src');

/**
 * Tests and stories import the package by its public names, exactly as a user would, and get the sources. The longer
 * name first: the first that fits is taken.
 */
export const publicNames = {
  'chat-avatar/styles.css': resolve(source, 'avatar/styles.css'),
  'chat-avatar/wawp': resolve(source, 'wawp/index.ts'),
  'chat-avatar/gateway': resolve(source, 'gateway/index.ts'),
  'chat-avatar/enricher': resolve(source, 'enricher/index.ts'),
  'chat-avatar/testing': resolve(source, 'emulator/index.ts'),
  'chat-avatar': resolve(source, 'index.ts'),
};
