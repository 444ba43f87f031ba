import { untilAborted } from './untilAborted.js';

interface Flight<T> {
  result: Promise<T>;
  controller: AbortController;
  callers: number;
}

/**
 * Single flight: concurrent calls with the same key share one execution. Aborting one caller does not affect the others; when
 * every caller has aborted, the execution is aborted too.
 */
export class SingleFlight<T> {
  /** Not a `Map`, for the reason of `WaitingLine`. */
  readonly #flights: Record<string, Flight<T>> = Object.create(null);

  /** Rejects with the reason of the caller's own `signal` once that aborts. Without a signal, a caller never aborts. */
  run(key: string, execute: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const flight = this.#flights[key] ?? this.#start(key, execute);
    flight.callers += 1;
    if (!signal) return flight.result;
    const leave = () => this.#leave(key, flight);
    signal.addEventListener('abort', leave, { once: true });
    return untilAborted(flight.result, signal).finally(() => signal.removeEventListener('abort', leave));
  }

  has(key: string): boolean {
    return key in this.#flights;
  }

  #start(key: string, execute: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const flight = { result: execute(controller.signal), controller, callers: 0 };
    this.#flights[key] = flight;
    const end = () => this.#end(key, flight);
    // Also marks a rejection as handled when every caller has aborted.
    flight.result.then(end, end);
    return flight;
  }

  #leave(key: string, flight: Flight<T>): void {
    flight.callers -= 1;
    if (flight.callers > 0) return;
    // First, so that the next caller does not join an execution that is being aborted.
    this.#end(key, flight);
    flight.controller.abort();
  }

  #end(key: string, flight: Flight<T>): void {
    if (this.#flights[key] === flight) delete this.#flights[key];
  }
}
