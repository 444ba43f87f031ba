import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * Collects garbage on a signal, twice: V8 frees array buffers after the first collection, and what their owners held with the second.
 * Then sends the memory that is in use, so that the benchmark knows that the signal was handled.
 */
const COLLECT = `process.on('SIGUSR2', async () => {
  const turn = () => new Promise((done) => setImmediate(done));
  for (const _ of [1, 2]) {
    globalThis.gc();
    await turn();
  }
  process.send(process.memoryUsage());
});`;
const COLLECT_ON_SIGNAL = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(COLLECT)}`];

/** Memory that is in use after a collection, in MB. */
export interface LiveMemory {
  heap: number;
  /** Outside of the heap: the bytes of pictures, and answers in progress. */
  external: number;
}

/** `chat-avatar-server serve` as a process of its own. Its log goes to a file. */
export class GatewayProcess {
  readonly child: ChildProcess;
  readonly logFile: string;
  origin = '';

  private constructor(child: ChildProcess, logFile: string) {
    this.child = child;
    this.logFile = logFile;
  }

  /** @param program the built command line */
  static async start(program: string, args: string[], env: NodeJS.ProcessEnv, logFile: string) {
    const child = spawn(process.execPath, [...COLLECT_ON_SIGNAL, program, 'serve', '--port', '0', ...args], {
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const { stdout, stderr } = child;
    // TypeScript knows the streams of `stdio` only without a channel.
    if (stdout === null || stderr === null) throw new Error('serve has no output.');
    stderr.pipe(createWriteStream(logFile, { flags: 'a' }));
    const gateway = new GatewayProcess(child, logFile);
    gateway.origin = await new Promise<string>((resolve, reject) => {
      createInterface({ input: stdout }).on('line', (line) => {
        const [, origin] = /listens on (http:\S+)/.exec(line) ?? [];
        if (origin) resolve(origin);
      });
      child.once('exit', (code) => reject(new Error(`serve ended with ${code}: see ${logFile}`)));
    });
    return gateway;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resident memory, in MB. */
  rss(): number {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1000;
  }

  /** Collects garbage, and resolves to what is still in use. */
  async liveMemory(): Promise<LiveMemory> {
    const answer = once(this.child, 'message') as Promise<[NodeJS.MemoryUsage]>;
    this.child.kill('SIGUSR2');
    const [{ heapUsed, external }] = await answer;
    return { heap: heapUsed / 1e6, external: external / 1e6 };
  }

  /** The heap in use, in MB. */
  heap(metrics: Map<string, number>): number {
    return (metrics.get('nodejs_heap_size_used_bytes') ?? Number.NaN) / 1e6;
  }

  descriptors(): number {
    return readdirSync(`/proc/${this.pid}/fd`).length;
  }

  /** The samples of `/metrics`, by name with labels. */
  async metrics(): Promise<Map<string, number>> {
    const text = await (await fetch(`${this.origin}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(
      lines.map((line) => {
        const end = line.lastIndexOf(' ');
        return [line.slice(0, end), Number(line.slice(end + 1))];
      }),
    );
  }

  /** Sends a signal, and resolves to the exit code, or to the signal. */
  async end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) {
      return this.child.exitCode ?? this.child.signalCode;
    }
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    const [code, by] = (await exited) as [number | null, NodeJS.Signals | null];
    return code ?? by;
  }

  /** Lines of the log that hold one of these texts. */
  async linesWith(...patterns: RegExp[]): Promise<string[]> {
    const found: string[] = [];
    for await (const line of createInterface({ input: createReadStream(this.logFile) })) {
      if (patterns.some((pattern) => pattern.test(line))) found.push(line);
    }
    return found;
  }
}
