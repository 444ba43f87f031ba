import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { DecoderEnded } from './DecoderEnded.js';
import { type DecoderAnswer, type DecoderRequest, decoderProgram } from './decoderProgram.js';
import { readDecoderAnswer } from './readDecoderAnswer.js';

/** The end of the output of a process, in characters: a message about memory with V8's stack trace. */
const MAX_PRINTED = 16_384;

/** A process that decodes one picture at a time. It is killed when a picture takes too much CPU time, or too long. */
export class DecoderProcess {
  readonly #child: ChildProcess;
  #printed = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#printed = (this.#printed + text).slice(-MAX_PRINTED);
    });
    // It keeps no process alive. Node's types do not say that it is a socket.
    (child.stderr as Socket | null)?.unref();
  }

  /**
   * @returns `undefined` where no process can be started, such as under Node's permission model.
   * @throws {DecoderEnded} if the machine ends it at once. To decode the picture in this process would risk its end too.
   */
  static async start(): Promise<DecoderProcess | undefined> {
    try {
      const sharp = createRequire(import.meta.url).resolve('sharp');
      const child = spawn(process.execPath, ['-e', decoderProgram, sharp], {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        // Binary data without base64.
        serialization: 'advanced',
        env: environment(),
      });
      // Such as a signal that cannot be sent: it must not end this process.
      child.on('error', () => undefined);
      const decoder = new DecoderProcess(child);
      await new Promise((resolve, reject) => {
        child.once('message', resolve);
        child.once('error', reject);
        child.once('close', (_code, signal) => reject(decoder.#ended(signal, { hadPicture: false })));
      });
      return decoder;
    } catch (error) {
      if (error instanceof DecoderEnded && error.reason !== 'forbidden') throw error;
      return undefined;
    }
  }

  get isAlive(): boolean {
    return this.#child.connected && !this.#child.killed;
  }

  /** @throws the signal's reason, after it has killed the process; or {@link DecoderEnded}. */
  async ask(request: DecoderRequest, signal: AbortSignal): Promise<DecoderAnswer> {
    signal.throwIfAborted();
    const child = this.#child;
    child.ref();
    child.channel?.ref();
    let removeListeners = () => {};
    try {
      return await new Promise<DecoderAnswer>((resolve, reject) => {
        const answered = (message: unknown) => {
          const answer = readDecoderAnswer(message, request);
          // It would go on.
          if ('exceeded' in answer) this.kill();
          resolve(answer);
        };
        const closed = (_code: number | null, signal: NodeJS.Signals | null) =>
          reject(this.#ended(signal, { hadPicture: true }));
        const abort = () => {
          this.kill();
          reject(signal.reason);
        };
        removeListeners = () => {
          child.off('message', answered).off('close', closed);
          signal.removeEventListener('abort', abort);
        };
        child.on('message', answered).on('close', closed);
        signal.addEventListener('abort', abort);
        // The process has ended while it waited for a picture.
        child.send(request, (error) => {
          if (error) reject(this.#ended(child.signalCode ?? 'SIGKILL', { hadPicture: false }));
        });
      });
    } finally {
      removeListeners();
      this.#rest();
    }
  }

  #ended(signal: NodeJS.Signals | null, { hadPicture }: { hadPicture: boolean }): DecoderEnded {
    return new DecoderEnded({ signal, printed: this.#printed, hadPicture });
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
