import type { Route } from 'playwright';
import { deferred } from '../../support/sources.js';

export const CHATS = '**/api/chats?*';

/** The page of a proxy, in place of the server's JSON. */
export const HTML_ERROR = { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' };

/** A handler for `page.route` that answers when `release` is called. */
export function heldRoute(answer: (route: Route) => Promise<void>) {
  const { promise, resolve } = deferred<void>();
  const handler = async (route: Route) => {
    await promise;
    await answer(route);
  };
  return { handler, release: () => resolve() };
}
