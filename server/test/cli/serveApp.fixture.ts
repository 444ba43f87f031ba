import { createPictureGateway } from 'chat-avatar-server';
import { createServeApp } from '../../src/cli/commands/serve/createServeApp.js';
import { createServeMetrics } from '../../src/cli/commands/serve/createServeMetrics.js';
import { StoreHealth } from '../../src/cli/commands/serve/StoreHealth.js';
import { faces, ORIGIN } from '../gateway/gateways.fixture.js';

/** The HTTP side of `serve` for one gateway, without a process. */
export function newServeApp(health = new StoreHealth(async () => undefined, 'ok')) {
  const logged: unknown[] = [];
  const metrics = createServeMetrics([]);
  const gateway = createPictureGateway({ source: faces(), authorize: () => true });
  const app = createServeApp({
    route: () => ({ name: undefined, gateway }),
    metrics,
    log: {
      request: ({ method, route, status }) => logged.push([method, route, status]),
      event: () => undefined,
      instanceFailed: () => undefined,
      picturesLost: () => undefined,
      note: () => undefined,
      hostRefused: () => undefined,
      callerUnknown: () => undefined,
    },
    stores: [health],
    authorize: () => true,
  });
  const ask = (target: string) => app.fetch(new Request(ORIGIN + target));
  return { app, ask, logged, metrics };
}
