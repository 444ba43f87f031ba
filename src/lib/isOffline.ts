/** Whether the browser knows that it is offline. `false` on a server. */
export function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}
