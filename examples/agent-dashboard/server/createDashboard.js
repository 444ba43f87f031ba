import { serveStatic } from '@hono/node-server/serve-static';
import { createPictureGateway } from 'chat-avatar-server';
import { Hono } from 'hono';
import { chatsRoute } from './routes/chatsRoute.js';
import { facesRoutes } from './routes/facesRoutes.js';
import { isFromDashboard } from './routes/isFromDashboard.js';
import { securityHeaders } from './routes/securityHeaders.js';

const PICTURES = '/api/chat-pictures';

/**
 * Everything behind the dashboard's one address: its pages, the list of conversations, the pictures, and which of them are
 * stored.
 *
 * @param {object} parts
 * @param {string} [parts.pages]  The folder they were built into.
 * @param {import('./wawp/connectWawp.js').Wawp} parts.wawp
 * @param {import('./createMorningRun.js').MorningRun} parts.morningRun
 */
export function createDashboard({ pages, wawp, morningRun }) {
  const gateway = createPictureGateway({
    source: wawp.client,
    basePath: PICTURES,
    authorize: isFromDashboard,
    storage: wawp.storage,
    ...wawp.pictures,
  });

  const app = new Hono();
  app.all(`${PICTURES}/*`, async (c) => {
    await wawp.ready;
    return gateway.fetch(c.req.raw);
  });
  app.get('/api/chats', chatsRoute(wawp));
  app.route('/api/faces', facesRoutes({ storage: wawp.storage, morningRun }));
  if (pages) {
    app.use(securityHeaders);
    app.use(cacheByName);
    app.use(serveStatic({ root: pages }));
  }
  return app;
}

/** The names of what is built into /assets change with its content. */
async function cacheByName(c, next) {
  await next();
  const isNamed = c.req.path.startsWith('/assets/') && c.res.ok;
  c.header('cache-control', isNamed ? 'public, max-age=31536000, immutable' : 'no-cache');
}
