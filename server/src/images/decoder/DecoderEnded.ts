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

/** A decoder process that ended before it was done. */
export class DecoderEnded extends Error {
  /** The signal that the machine or a person has sent. `undefined`: the picture has made the decoder crash. */
  readonly signal: NodeJS.Signals | undefined;

  constructor(signal: NodeJS.Signals | null) {
    super('The decoder process ended.');
    this.signal = signal === null || CRASHES.has(signal) ? undefined : signal;
  }
}
