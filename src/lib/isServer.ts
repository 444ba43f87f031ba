/**
 * Whether components are rendered to HTML. React Native has a `window`, and no `document`. A worker and a test environment without a
 * DOM have neither: they run effects, which a server does not.
 */
export let isServer = typeof window === 'undefined';

/** Call it in an effect. */
export function leaveServer(): void {
  isServer = false;
}
