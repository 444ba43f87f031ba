interface Flight<T> {
  answer: Promise<T>;
  controller: AbortController;
  callers: number;
}

/** One caller's part in a call that several share. */
export interface Seat<T> {
  answer: Promise<T>;
  /** Says that this caller waits no more. */
  leave(): void;
}

/**
 * One call for all who ask for the same at once. A caller who leaves takes nobody along; when all have left, the call
 * itself is aborted.
 */
export class Flights<T> {
  readonly #flights = new Map<string, Flight<T>>();

  join(key: string, start: (signal: AbortSignal) => Promise<T>): Seat<T> {
    const flight = this.#flights.get(key) ?? this.#begin(key, start);
    flight.callers += 1;
    let seated = true;
    return {
      answer: flight.answer,
      leave: () => {
        if (!seated) return;
        seated = false;
        flight.callers -= 1;
        if (flight.callers > 0) return;
        // Whoever asks from now on must not be handed a call that is being aborted.
        this.#end(key, flight);
        flight.controller.abort();
      },
    };
  }

  has(key: string): boolean {
    return this.#flights.has(key);
  }

  #begin(key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const flight = { answer: start(controller.signal), controller, callers: 0 };
    this.#flights.set(key, flight);
    const end = () => this.#end(key, flight);
    // This also takes note of a failure that nobody waits for any more.
    flight.answer.then(end, end);
    return flight;
  }

  #end(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}
