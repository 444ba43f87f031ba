import type { PictureGateway } from '../../../gateway/PictureGatewayOptions.js';
import { withoutTrailingSlashes } from '../../../lib/withoutTrailingSlashes.js';

export interface ServedGateway {
  /** The name of its instance. `undefined` if the process serves one only. */
  name: string | undefined;
  gateway: PictureGateway;
}

/** The path of an instance: `/api/faces` and `sales` are `/api/faces/sales`. */
export function pathOf(basePath: string, name: string | undefined): string {
  return name === undefined ? basePath : `${withoutTrailingSlashes(basePath)}/${name}`;
}

/** Finds the gateway of a path by the segment after the base path. A gateway without a name gets every path. */
export function routeByName(
  gateways: readonly ServedGateway[],
  basePath: string,
): (pathname: string) => ServedGateway | undefined {
  const [only] = gateways;
  if (only?.name === undefined) return () => only;
  const byName = new Map(gateways.map((served) => [served.name, served]));
  const prefix = pathOf(basePath, '');
  return (pathname) => {
    if (!pathname.startsWith(prefix)) return undefined;
    const end = pathname.indexOf('/', prefix.length);
    return byName.get(pathname.slice(prefix.length, end === -1 ? undefined : end));
  };
}
