import { createStorage } from 'unstorage';
import { connectWawp, fillStorage, runCommand } from '../entries/commands.js';
import { BREATH_MS } from '../entries/storeCommands.js';
import { askClient } from '../entries/wawpClient.js';
import { type HttpFault, wawpFaults } from '../httpFaults.js';
import type { FaultTable } from '../markdown.js';
import { settle } from '../settle.js';

/** `doctor` with a Wawp of which one endpoint fails: the exit code, and what the operator reads about it. */
async function runDoctor(fault: HttpFault, endpoint: 'session' | 'overview'): Promise<string> {
  connectWawp((path, signal) => (path.includes(endpoint) ? fault.answer(signal) : undefined));
  const store = await fillStorage(createStorage());
  const { exitCode, stdout } = await settle(runCommand(['doctor', '--store', 'store'], { store }), BREATH_MS);
  const line = stdout.find((text) => /^(?:warning|error) /.test(text)) ?? 'nothing';
  return `exit ${exitCode}: ${line.replace(/^\w+ +\w+ +/, '')}`;
}

/** Wawp is asked for the state of its session, and `doctor` for more than that. */
export async function wawpSession(): Promise<FaultTable> {
  const rows: string[][] = [];
  for (const fault of wawpFaults) {
    const client = await settle(askClient(fault, 'session'));
    rows.push([fault.name, client, await runDoctor(fault, 'session'), await runDoctor(fault, 'overview')]);
  }
  return {
    title: 'Wawp: the state of the session',
    intro:
      '`getSessionInfo` rejects only when Wawp does not say in which state the session is. `doctor` asks for the state first, then for the latest chat, and names the first fault.',
    columns: ['failure', '`getSessionInfo`', '`doctor`, the session', '`doctor`, the overview'],
    rows,
  };
}
