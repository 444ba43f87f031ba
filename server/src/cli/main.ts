#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { CliError } from './CliError.js';
import { emulateCommand } from './emulate.js';
import { enrichCommand } from './enrich.js';
import { facesCommand } from './faces.js';
import { forgetCommand } from './forget.js';
import { outliveReaders } from './outliveReaders.js';
import { serveCommand } from './serve.js';

// Not `new URL(…, import.meta.url)`, which the bundler takes for an asset and inlines.
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));

outliveReaders();

const program = new Command('chat-avatar-server')
  .description('The right face beside every WhatsApp conversation.')
  .version(version)
  .showHelpAfterError('Run it with --help to see what there is.')
  .addCommand(serveCommand())
  .addCommand(enrichCommand())
  .addCommand(facesCommand())
  .addCommand(forgetCommand())
  .addCommand(emulateCommand());

for (const command of program.commands) {
  command.showHelpAfterError(`See chat-avatar-server ${command.name()} --help.`);
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  console.error(error.message);
  // What was given up may still be under way: a folder in /proc keeps Node busy making it for ever.
  process.exit(1);
}
