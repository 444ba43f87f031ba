import { listStoredFaces } from 'chat-avatar-server/enricher';
import { Hono } from 'hono';
import { isFromDashboard } from './isFromDashboard.js';

/** A store that nothing changes is listed at most this often, for all callers together. In ms. */
const FRESH_FOR = 1000;

/**
 * `GET /`: the chats of the latest run, and every other face that is stored. `GET /run`: how the run goes, or how it went.
 * `POST /run`: runs it again. Their types are in `src/faces/Face.ts`.
 *
 * @param {{ storage: import('chat-avatar-server').StorageAdapter, morningRun: import('../createMorningRun.js').MorningRun }} parts
 */
export function facesRoutes({ storage, morningRun }) {
  const readFacesOnce = shareWhile(morningRun.state, () => readFaces(storage));
  const app = new Hono();

  app.use(async (c, next) => {
    c.header('cache-control', 'private, no-store');
    if (!isFromDashboard(c.req.raw)) return c.json({ message: 'Only the dashboard may ask.' }, 403);
    await next();
  });

  app.get('/', async (c) => {
    try {
      const looked = morningRun.chats();
      return c.json({ chats: join(looked, await readFacesOnce()) });
    } catch (error) {
      return c.json({ message: `The store could not be read: ${error.message}` }, 500);
    }
  });

  app.get('/run', (c) => c.json(morningRun.state()));

  app.post('/run', (c) => {
    if (morningRun.start()) return c.json(morningRun.state(), 202);
    return c.json({ message: 'The morning run is off. Start the dashboard with ENRICH=1 to allow it.' }, 409);
  });

  return app;
}

/** The chats of the run, the latest message first, then the other stored faces. */
function join(looked, faces) {
  const byId = new Map(faces.map((face) => [face.chatId, face]));
  const chats = looked.map(({ chatId, name = '', outcome, code = null }) => {
    const face = byId.get(chatId);
    byId.delete(chatId);
    return { chatId, name: name || face?.name || '', outcome, code, face: face ? timesOf(face) : null };
  });
  const others = [...byId.values()].sort((a, b) => (b.lastSeen ?? 0) - (a.lastSeen ?? 0));
  for (const face of others) {
    chats.push({ chatId: face.chatId, name: face.name, outcome: null, code: null, face: timesOf(face) });
  }
  return chats;
}

const timesOf = ({ firstSeen = null, lastSeen = null, hiddenSince = null }) => ({
  firstSeen,
  lastSeen,
  hiddenSince,
});

async function readFaces(storage) {
  const faces = [];
  for await (const face of listStoredFaces({ storage })) faces.push(face);
  return faces;
}

/** Calls within a moment share one answer, unless the run has gone on since. Failures are forgotten. */
function shareWhile(stateOf, read) {
  let until = 0;
  let state;
  let shared;
  return () => {
    if (until > Date.now() && state === stateOf()) return shared;
    until = Date.now() + FRESH_FOR;
    state = stateOf();
    shared = read();
    shared.catch(() => {
      until = 0;
    });
    return shared;
  };
}
