import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { type DecoderAnswer, type DecoderRequest, decoderProgram } from './decoderProgram.js';

/** A process that decodes one picture at a time. It is killed when a picture takes too long. */
export class DecoderProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** @returns `undefined` where no process can be started, such as under Node's permission model. */
  static async start(): Promise<DecoderProcess | undefined> {
    try {
      const sharp = createRequire(import.meta.url).resolve('sharp');
      const child = spawn(process.execPath, ['-e', decoderProgram, sharp], {
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        // Binary data without base64.
        serialization: 'advanced',
        env: environment(),
      });
      // Such as a signal that cannot be sent: it must not end this process.
      child.on('error', () => undefined);
      const isReady = await new Promise<boolean>((resolve) => {
        child.once('message', () => resolve(true));
        child.once('error', () => resolve(false));
        child.once('exit', () => resolve(false));
      });
      return isReady ? new DecoderProcess(child) : undefined;
    } catch {
      return undefined;
    }
  }

  get isAlive(): boolean {
    return this.#child.connected && !this.#child.killed;
  }

  /** @throws the signal's reason, after it has killed the process; or an error if the picture ends the process. */
  async ask(request: DecoderRequest, signal: AbortSignal): Promise<DecoderAnswer> {
    signal.throwIfAborted();
    const child = this.#child;
    child.ref();
    child.channel?.ref();
    let removeListeners = () => {};
    try {
      return await new Promise<DecoderAnswer>((resolve, reject) => {
        const answered = (answer: unknown) => resolve(answer as DecoderAnswer);
        const ended = () => reject(new Error('The decoder process ended.'));
        const abort = () => {
          this.kill();
          reject(signal.reason);
        };
        removeListeners = () => {
          child.off('message', answered).off('exit', ended);
          signal.removeEventListener('abort', abort);
        };
        child.on('message', answered).on('exit', ended);
        signal.addEventListener('abort', abort);
        child.send(request, (error) => error && ended());
      });
    } finally {
      removeListeners();
      this.#rest();
    }
  }

  /** It may wait for the next picture without keeping this process alive. */
  #rest(): void {
    this.#child.unref();
    this.#child.channel?.unref();
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

/** Without the secrets of this process. */
const VARIABLES = ['PATH', 'SystemRoot', 'TEMP', 'TMPDIR', 'LD_LIBRARY_PATH', 'NODE_OPTIONS', 'NODE_PATH'];

function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));
}
