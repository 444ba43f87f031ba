import { Command } from 'commander';
import { copyCommand } from './commands/copy/copyCommand.js';
import { doctorCommand } from './commands/doctor/doctorCommand.js';
import { emulateCommand } from './commands/emulate/emulateCommand.js';
import { enrichCommand } from './commands/enrich/enrichCommand.js';
import { exportCommand } from './commands/export/exportCommand.js';
import { facesCommand } from './commands/faces/facesCommand.js';
import { forgetCommand } from './commands/forget/forgetCommand.js';
import { pruneCommand } from './commands/prune/pruneCommand.js';
import { serveCommand } from './commands/serve/serveCommand.js';
import { readStoreVariables } from './shared/readStoreVariables.js';
import { withoutOptionValue } from './shared/withoutOptionValue.js';

/** The command line with all its commands. */
export function createProgram(version: string): Command {
  const program = new Command('chat-avatar-server')
    .description('Gateway, enricher and store of WhatsApp profile pictures for chat-avatar.')
    .version(version)
    .showHelpAfterError('Run chat-avatar-server --help for the list of commands.')
    .hook('preAction', (_program, command) => readStoreVariables(command))
    .addCommand(serveCommand())
    .addCommand(enrichCommand())
    .addCommand(facesCommand())
    .addCommand(forgetCommand())
    .addCommand(exportCommand())
    .addCommand(copyCommand())
    .addCommand(doctorCommand())
    .addCommand(pruneCommand())
    .addCommand(emulateCommand());
  for (const command of [program, ...program.commands]) {
    command.configureOutput({ outputError: (error, write) => write(withoutOptionValue(error)) });
  }
  for (const command of program.commands) {
    command.showHelpAfterError(`Run chat-avatar-server ${command.name()} --help for its options.`);
  }
  return program;
}
