import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const fileName = 'mockServiceWorker.js';
const script = readFileSync(fileURLToPath(import.meta.resolve(`msw/${fileName}`)));

/** Serves MSW's service worker straight from the package: a copy in the repository would fall behind its version. */
export function mswWorker(): Plugin {
  return {
    name: 'chat-avatar:msw-worker',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        if (!pathname.endsWith(`/${fileName}`)) return next();
        response.setHeader('Content-Type', 'text/javascript').end(script);
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: script });
    },
  };
}
