import { createWawpEmulator } from 'chat-avatar/testing';
import { inject } from 'vitest';
import { createDashboard } from '../../examples/agent-dashboard/server/createDashboard.js';
import { createMorningRun } from '../../examples/agent-dashboard/server/createMorningRun.js';
import { listen } from '../../examples/agent-dashboard/server/listen.js';
import type { Settings } from '../../examples/agent-dashboard/server/readSettings.js';
import { connectWawp } from '../../examples/agent-dashboard/server/wawp/connectWawp.js';

/** The dashboard as `start.js` puts it together, in this process. */
export async function serveDashboard(settings: Omit<Settings, 'port'> = {}) {
  const wawp = await connectWawp({ port: 0, ...settings });
  const morningRun = createMorningRun(wawp);
  const server = await listen(createDashboard({ pages: inject('dashboardPages'), wawp, morningRun }).fetch, {
    port: 0,
  });
  morningRun.start();
  return {
    origin: server.origin as string,
    async close() {
      await Promise.all([server.close(), morningRun.stop(), wawp.close()]);
    },
  };
}

/** A Wawp whose pictures can be held back, and what a dashboard needs to find it. */
export async function serveWawp(options: Parameters<typeof createWawpEmulator>[0]) {
  const account = { instanceId: 'faces-instance', accessToken: 'faces-secret-token' };
  const emulator = createWawpEmulator({ ...options, ...account });
  let gate = Promise.resolve();
  const server = await listen(
    async (request: Request) => {
      if (new URL(request.url).pathname.endsWith('/chats/picture')) await gate;
      return emulator.fetch(request);
    },
    { port: 0 },
  );
  return {
    account: { ...account, baseUrl: server.origin as string },
    emulator,
    /** Answers no question for a picture until the returned function is called. */
    hold() {
      let open = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => open();
    },
    close: server.close,
  };
}
