#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProgram } from './createProgram.js';
import { CliError } from './shared/CliError.js';
import { ignoreEpipe } from './shared/ignoreEpipe.js';

// Not `new URL(…, import.meta.url)`, which the bundler would inline as an asset.
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));

ignoreEpipe();

try {
  await createProgram(version).parseAsync();
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  console.error(error.message);
  // An abandoned operation may keep the process alive: Node never finishes creating a folder in /proc.
  process.exit(1);
}
