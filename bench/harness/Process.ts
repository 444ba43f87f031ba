import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process that is asked one thing at a time, so that what is measured has a process of its own. */
export class Process {
  readonly #child: ChildProcess;

  /** The end of what it wrote to stderr. */
  #errors = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stderr?.on('data', (text) => {
      this.#errors = `${this.#errors}${text}`.slice(-2000);
    });
  }

  /** Starts a built process, and waits for its first message, which is `hello`. */
  static async start<Hello>(
    module: string,
    args: string[] = [],
    env: NodeJS.ProcessEnv = {},
  ): Promise<{ process: Process; hello: Hello }> {
    const child = fork(module, args, {
      execArgv: ['--expose-gc'],
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const started = new Process(child);
    return { process: started, hello: await started.#next<Hello>() };
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  ask<Answer>(message: unknown): Promise<Answer> {
    if (!this.#child.connected) return Promise.reject(new Error('The process has ended.'));
    const answer = this.#next<Answer>();
    this.#child.send(message as object);
    return answer;
  }

  async stop() {
    if (this.#child.exitCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill();
    await exited;
  }

  #next<Answer>(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null) =>
        reject(new Error(`The process ended with ${code}: ${this.#errors}`));
      this.#child.once('exit', onExit);
      this.#child.once('message', (message) => {
        this.#child.off('exit', onExit);
        resolve(message as Answer);
      });
    });
  }
}
