import { withTimeout } from '../../lib/async/withTimeout.js';
import { DecoderEnded } from './DecoderEnded.js';
import { DecoderProcess } from './DecoderProcess.js';
import type { DecoderAnswer, DecoderRequest } from './decoderProgram.js';

/** How long a decoder process waits for the next picture, in ms. It holds about 60 MB. */
const IDLE_MS = 30_000;

const idle = new Map<DecoderProcess, NodeJS.Timeout>();
const all = new Set<DecoderProcess>();
let isStopped = false;

export interface AskOptions {
  /** In ms of the clock, for both attempts together, without the start of a process. */
  timeoutMs: number;
  timedOut(): Error;
  signal: AbortSignal | undefined;
}

/**
 * Process pool. Asks a decoder process, which starts with the first picture that needs one. The caller bounds their number
 * (`processWork`). A picture whose process crashes is decoded once more, in a new one: an earlier picture may have left the first in a bad
 * state.
 *
 * @returns `undefined` if no process can be started.
 * @throws `timedOut()`, or the signal's reason; the process is killed then. {@link DecoderEnded}.
 */
export async function askDecoder(
  request: DecoderRequest,
  options: AskOptions,
): Promise<DecoderAnswer | undefined> {
  const decoder = takeIdle() ?? (await start());
  if (decoder === undefined) return undefined;
  const startedAt = performance.now();
  try {
    return await ask(decoder, request, options);
  } catch (thrown) {
    if (!(thrown instanceof DecoderEnded) || thrown.reason !== 'picture') throw thrown;
    const timeoutMs = Math.max(1, options.timeoutMs - (performance.now() - startedAt));
    const next = await start();
    if (next === undefined) throw thrown;
    return await ask(next, request, { ...options, timeoutMs });
  }
}

async function ask(
  decoder: DecoderProcess,
  request: DecoderRequest,
  options: AskOptions,
): Promise<DecoderAnswer> {
  try {
    return await withTimeout(options, (deadline) => decoder.ask(request, deadline));
  } finally {
    keep(decoder);
  }
}

/** Kills all decoder processes, for the end of this process. */
export function stopDecoders(): void {
  isStopped = true;
  for (const decoder of all) decoder.kill();
}

async function start(): Promise<DecoderProcess | undefined> {
  const decoder = await DecoderProcess.start();
  if (decoder === undefined) return undefined;
  all.add(decoder);
  if (isStopped) decoder.kill();
  return decoder;
}

function takeIdle(): DecoderProcess | undefined {
  for (const [decoder, timer] of idle) {
    clearTimeout(timer);
    idle.delete(decoder);
    if (decoder.isAlive) return decoder;
    all.delete(decoder);
  }
  return undefined;
}

function keep(decoder: DecoderProcess): void {
  if (!decoder.isAlive) {
    all.delete(decoder);
    return;
  }
  const end = () => {
    idle.delete(decoder);
    all.delete(decoder);
    decoder.kill();
  };
  idle.set(decoder, setTimeout(end, IDLE_MS).unref());
}
