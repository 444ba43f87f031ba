import { createWawpEmulator } from 'chat-avatar/testing';
import { createPeople, drawFaces } from 'chat-avatar-example-faces';
import { createDashboard } from '../../examples/agent-dashboard/server/createDashboard.js';
import { createMorningRun } from '../../examples/agent-dashboard/server/createMorningRun.js';
import { listen } from '../../examples/agent-dashboard/server/listen.js';
import { connectWawp } from '../../examples/agent-dashboard/server/wawp/connectWawp.js';

const ACCOUNT = { instanceId: 'pictures', accessToken: 'pictures' };

/** The demo, with its emulator at hand: pictures can be held back, changed and hidden. */
export async function serveDemo(pages) {
  const people = createPeople(2000, Date.now());
  const emulator = createWawpEmulator({ ...ACCOUNT, chats: people, draw: drawFaces(people) });
  const server = await listen((request) => emulator.fetch(request), { port: 0 });
  const wawp = await connectWawp({ account: { ...ACCOUNT, baseUrl: server.origin }, enrich: true });
  const morningRun = createMorningRun(wawp);
  const dashboard = await listen(createDashboard({ pages, wawp, morningRun }).fetch, { port: 0 });
  return {
    people,
    emulator,
    origin: dashboard.origin,
    /** Stores the faces that a later refresh keeps. */
    async enrich() {
      morningRun.start();
      while (morningRun.state().status === 'running') await new Promise((later) => setTimeout(later, 50));
    },
    close: () => Promise.all([dashboard.close(), morningRun.stop(), wawp.close(), server.close()]),
  };
}
