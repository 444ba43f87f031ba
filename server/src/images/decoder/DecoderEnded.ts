import { isOutOfMemory } from './isOutOfMemory.js';

/** Signals by which the system ends a process for a fault in its own code: a picture has made the decoder crash. */
const CRASHES: ReadonlySet<NodeJS.Signals> = new Set([
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGILL',
  'SIGSEGV',
  'SIGSYS',
  'SIGTRAP',
]);

interface DecoderEnd {
  signal: NodeJS.Signals | null;
  /** The end of its output on stderr. */
  printed: string;
  /** Whether it had a picture that may be at fault. */
  hadPicture: boolean;
}

/** A decoder process that ended before it was done. */
export class DecoderEnded extends Error {
  /**
   * - `picture`: it has made the decoder crash.
   * - `memory`: V8 or a library has found none, and printed that before it aborted. V8's heap has no part of a picture: it takes 6 MB
   *   for one of 96 px as for one of 4,000 px.
   * - `forbidden`: Node's permission model, or a filter of system calls, permits no such process.
   * - The signal that the machine or a person has sent.
   */
  readonly reason: 'picture' | 'memory' | 'forbidden' | NodeJS.Signals;

  constructor(end: DecoderEnd) {
    super('The decoder process ended.');
    this.reason = reasonOf(end);
  }
}

function reasonOf({ signal, printed, hadPicture }: DecoderEnd): DecoderEnded['reason'] {
  if (isOutOfMemory(printed)) return 'memory';
  if (hadPicture) return signal === null || CRASHES.has(signal) ? 'picture' : signal;
  return signal === null || signal === 'SIGSYS' ? 'forbidden' : signal;
}
