/**
 * Calls a callback of the application, if there is one. What it throws becomes an uncaught error, as in a listener of the DOM:
 * thrown in an effect, it would make React unmount the application.
 */
export function callSafely<Value>(callback: ((value: Value) => void) | undefined, value: Value): void {
  // A value of another kind is ignored, as in other props.
  if (typeof callback !== 'function') return;
  try {
    callback(value);
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
