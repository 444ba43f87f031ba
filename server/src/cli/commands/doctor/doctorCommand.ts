import { Command } from 'commander';
import { endProcess } from '../../shared/endProcess.js';
import { STORE_OPTION } from '../../shared/openStore.js';
import { plural } from '../../shared/plural.js';
import type { Check } from './Check.js';

interface DoctorOptions {
  store: string;
  config?: string;
  json?: boolean;
}

/** `chat-avatar-server doctor`: checks whether serve and enrich can run here. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check credentials, session, store, image decoder, clock and secrets')
    .option(...STORE_OPTION)
    .option('--config <file>', 'check every Wawp instance of this file; see enrich --help')
    .option('--json', 'print the checks as JSON on stdout')
    .addHelpText(
      'after',
      `
Credentials come from the environment, as for serve and enrich. Requests no picture and changes nothing: it writes one value to the
store, reads it and removes it.

Exit codes
  0    serve and enrich can run
  1    at least one check failed; its line says what to do`,
    )
    .action(doctor);
}

async function doctor({ store, config, json = false }: DoctorOptions): Promise<void> {
  const { runChecks } = await import('./runChecks.js');
  const checks: Check[] = [];
  for await (const check of runChecks({ store, config }, process.env)) {
    checks.push(check);
    if (!json) console.log(formatCheck(check));
  }
  const failed = checks.filter(({ status }) => status === 'error').length;
  if (json) console.log(JSON.stringify({ ok: failed === 0, checks }));
  else console.log(failed === 0 ? 'serve and enrich can run.' : `${plural(failed, 'check')} failed.`);
  // A store that hangs would keep the process alive.
  await endProcess(failed === 0 ? 0 : 1);
}

function formatCheck({ status, name, message }: Check): string {
  return `${status.padEnd(8)} ${name.padEnd(12)} ${message}`;
}
