import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { startFaultyWawp } from './faultyWawp.js';
import { count } from './Tally.js';

interface Parts {
  wawp: Awaited<ReturnType<typeof startFaultyWawp>>;
  redis: { hang(): void; resume(): void };
  /** The length of a cycle with one outage of each kind, in ms. */
  cycleMs: number;
}

/** Outages of whole services, one after another, each for a fifteenth of a cycle. */
export class Outages {
  readonly counts: Record<string, number> = {};
  readonly #parts: Parts;
  #isOver = false;
  #running: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Ends after the outage that is under way. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    const { wawp, redis, cycleMs } = this.#parts;
    const { emulator } = wawp;
    const kinds: [string, () => void, () => void][] = [
      ['Redis stopped (SIGSTOP)', () => redis.hang(), () => redis.resume()],
      ['session stopped', () => emulator.session.stop(), () => emulator.session.set('WORKING')],
      ['CDN answers 503', () => emulator.cdn.fail(503), () => emulator.cdn.restore()],
      ['Wawp answers 502', () => wawp.setOutage('errors'), () => wawp.setOutage('none')],
      ['Wawp resets connections', () => wawp.setOutage('resets'), () => wawp.setOutage('none')],
    ];
    const length = cycleMs / 15;
    while (!this.#isOver) {
      for (const [kind, begin, end] of kinds) {
        for (let waited = 0; waited < length * 2 && !this.#isOver; waited += 250) await delay(250);
        if (this.#isOver) return;
        begin();
        await delay(length);
        end();
        count(this.counts, kind);
      }
    }
  }
}

export interface EnricherRun {
  /** In minutes after the start. */
  at: number;
  /** Absent while it runs. */
  end?: EnricherEnd;
}

export interface EnricherEnd {
  exitCode: number;
  counts: Record<string, number>;
  seconds: number;
}

/** Runs the enricher once, on the store of the gateway. */
export function runEnricher(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<EnricherEnd> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env }, maxBuffer: 2 ** 26, signal };
    execFile(process.execPath, [program, 'enrich', '--json', ...args], options, (error, stdout) => {
      const exitCode = error === null ? 0 : Number(error.code);
      const counts = stdout.startsWith('{') ? JSON.parse(stdout).counts : {};
      resolve({ exitCode, counts, seconds: Math.round((performance.now() - startedAt) / 1000) });
    });
  });
}
