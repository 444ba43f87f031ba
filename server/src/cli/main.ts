#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from './shared/CliError.js';
import { describeFileLimit } from './shared/describeFileLimit.js';
import { endProcess } from './shared/endProcess.js';
import { outliveOutput } from './shared/outliveOutput.js';

// Not `new URL(…, import.meta.url)`, which the bundler would inline as an asset.
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));

outliveOutput();

try {
  // Loaded here, so that a limit of open files that its modules exceed ends in a sentence too.
  const { createProgram } = await import('./createProgram.js');
  await createProgram(version).parseAsync();
} catch (error) {
  const sentence = error instanceof CliError ? error.message : describeFileLimit(error);
  if (sentence === undefined) throw error;
  console.error(sentence);
  // An abandoned operation may keep the process alive.
  await endProcess(1);
}
