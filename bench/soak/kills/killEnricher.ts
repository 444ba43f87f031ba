import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { pauseBeforeKill } from './pauseBeforeKill.js';

/** Starts an enricher that prints one line for each chat. */
export function startEnricher(program: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [program, 'enrich', '--per-second', '500', ...args], {
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/**
 * Kills an enricher shortly after its first question, or after a random line of its progress. Resolves to the chats that it reported
 * as stored.
 */
export async function killEnricher(
  child: ChildProcess,
  chats: number,
  hasAsked: () => boolean,
): Promise<Set<string>> {
  const reported = new Set<string>();
  const last = Math.floor(Math.random() * chats);
  const ended = once(child, 'close');
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      const [, chatId] = /^stored .*\((\d+@c\.us)\)/.exec(line) ?? [];
      if (chatId) reported.add(chatId);
    });
  }
  while ((!hasAsked() || reported.size < last) && child.exitCode === null) await delay(1);
  await Promise.race([pauseBeforeKill(), ended]);
  child.kill('SIGKILL');
  await ended;
  return reported;
}
