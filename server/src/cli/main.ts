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

// Not `new URL(…, import.meta.url)`, which the bundler takes for an asset and inlines.
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));

ignoreEpipe();

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
