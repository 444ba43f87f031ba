import { getRequestListener } from '@hono/node-server';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { publicNames } from '../../build/entries.js';
import { buildLibrary } from './server/build/buildLibrary.js';
import { readSettings } from './server/readSettings.js';

/** `npm run dev`: the same server behind Vite's, and the library's sources with hot reload. */
function dashboardServer(): Plugin {
  return {
    name: 'agent-dashboard:server',
    async configureServer(vite) {
      await buildLibrary();
      const { connectWawp } = await import('./server/wawp/connectWawp.js');
      const { createDashboard } = await import('./server/createDashboard.js');
      const { createMorningRun } = await import('./server/createMorningRun.js');
      const wawp = await connectWawp(readSettings(process.env));
      const morningRun = createMorningRun(wawp);
      const listener = getRequestListener(createDashboard({ wawp, morningRun }).fetch);
      morningRun.start();
      vite.middlewares.use((request, response, next) => {
        if (request.url?.startsWith('/api/')) void listener(request, response);
        else next();
      });
      vite.httpServer?.once('close', () => void Promise.all([morningRun.stop(), wawp.close()]));
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), dashboardServer()],
  resolve: {
    alias: publicNames,
  },
  build: { target: 'es2023', outDir: 'dist', emptyOutDir: true },
});
