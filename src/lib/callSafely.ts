/**
 * Calls a callback of the application. What it throws becomes an uncaught error, as in a listener of the DOM: thrown in an effect, it
 * would make React unmount the application.
 */
export function callSafely<Value>(callback: ((value: Value) => void) | undefined, value: Value): void {
  try {
    callback?.(value);
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
