#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { emulateCommand } from './commands/emulate/emulateCommand.js';
import { enrichCommand } from './commands/enrich/enrichCommand.js';
import { facesCommand } from './commands/faces/facesCommand.js';
import { forgetCommand } from './commands/forget/forgetCommand.js';
import { serveCommand } from './commands/serve/serveCommand.js';
import { CliError } from './shared/CliError.js';
import { ignoreEpipe } from './shared/ignoreEpipe.js';

// Not `new URL(…, import.meta.url)`, which the bundler would inline as an asset.
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));

ignoreEpipe();

const program = new Command('chat-avatar-server')
  .description('Gateway, enricher and store of WhatsApp profile pictures for chat-avatar.')
  .version(version)
  .showHelpAfterError('Run chat-avatar-server --help for the list of commands.')
  .addCommand(serveCommand())
  .addCommand(enrichCommand())
  .addCommand(facesCommand())
  .addCommand(forgetCommand())
  .addCommand(emulateCommand());

for (const command of program.commands) {
  command.showHelpAfterError(`Run chat-avatar-server ${command.name()} --help for its options.`);
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  console.error(error.message);
  // An abandoned operation may keep the process alive: Node never finishes creating a folder in /proc.
  process.exit(1);
}
