import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { startHttpServer } from '../../support/startHttpServer.js';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
};

/** Serves the output of a build, as a web server does; `headersFor` adds headers by path. */
export function serveFolder(
  folder: string,
  headersFor: (path: string) => Record<string, string> = () => ({}),
) {
  return startHttpServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    try {
      const body = await readFile(join(folder, normalize(pathname)));
      const type = TYPES[extname(pathname)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, ...headersFor(pathname) }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
}
