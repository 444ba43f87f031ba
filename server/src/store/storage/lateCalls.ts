const ends = new WeakMap<object, Promise<void>>();

/** Notes the call that an error has given up, and that goes on. `end` resolves when it ends. */
export function noteLateCall(error: object, end: Promise<void>): void {
  ends.set(error, end);
}

/** Resolves when the call that failed with this error has ended: at once, except after its time limit. Never rejects. */
export async function endOfCall(error: object): Promise<void> {
  await ends.get(error);
}

const unsent = new WeakSet<object>();

/** Notes the error of a call that no store has received. */
export function noteUnsent(error: object): void {
  unsent.add(error);
}

export function wasSent(error: object): boolean {
  return !unsent.has(error);
}
