import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { renderToPipeableStream } from 'react-dom/server';
import { Page } from './Page.js';

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' };
const [folder = '.'] = process.argv.slice(2);

/** What the rest of the page waits for; a request for `/rest` settles it. */
let sendTheRest = () => {};

createServer((request, response) => {
  const path = request.url ?? '/';
  if (path === '/rest') {
    sendTheRest();
    response.end();
  } else if (path === '/') {
    let waiting: Promise<void> | undefined = new Promise((resolve) => {
      sendTheRest = () => {
        waiting = undefined;
        resolve();
      };
    });
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const { pipe } = renderToPipeableStream(<Page pending={() => waiting} />, {
      bootstrapModules: ['/main.js'],
      onShellReady: () => pipe(response),
    });
  } else {
    response.setHeader('content-type', TYPES[extname(path)] ?? 'text/plain');
    createReadStream(join(folder, path)).pipe(response);
  }
}).listen(0, '127.0.0.1', function announce(this: { address(): unknown }) {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  console.log(JSON.stringify({ port: (this.address() as AddressInfo).port, locale, timeZone }));
});
