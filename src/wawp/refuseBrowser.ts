/**
 * Refuses to run in a browser, where the user of the page can read the access token.
 *
 * @throws {TypeError} in a page or in a worker of one.
 */
export function refuseBrowser(): void {
  const inPage = typeof window !== 'undefined' && typeof document !== 'undefined';
  // Browsers give `importScripts` to workers; Node, Deno, Bun and Cloudflare's workers do not.
  const inWorker = typeof Reflect.get(globalThis, 'importScripts') === 'function';
  if (!inPage && !inWorker) return;
  throw new TypeError(
    'createWawpClient was called in a browser, where the user of the page can read the access token. Run it on a server behind createPictureGateway ("chat-avatar-server"), and use createGatewaySource({ baseUrl }) here. For stories and tests with an emulator, pass dangerouslyAllowBrowser: true.',
  );
}
