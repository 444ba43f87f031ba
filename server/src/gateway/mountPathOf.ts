/** The routes that browsers send requests to. */
const ROUTE = /(?:^|\/)pictures(?:\/refresh)?$/;

/** The path that the sender of a request takes for the gateway's. `undefined` if the request is for no route of a gateway. */
export function mountPathOf(path: string): string | undefined {
  return ROUTE.test(path) ? path.replace(ROUTE, '') || '/' : undefined;
}
