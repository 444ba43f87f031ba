import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { SetupError } from './SetupError.js';

const HOST = '127.0.0.1';
const TRIES = 50;

/**
 * Serves `fetch` on loopback, on `port` or the next one that is free. 0 is any.
 *
 * @param {(request: Request) => Response | Promise<Response>} fetch
 * @param {{ port: number }} options
 */
export async function listen(fetch, { port }) {
  const server = createServer(getRequestListener(fetch));
  const last = port === 0 ? 0 : Math.min(port + TRIES, 65_535);
  for (let tried = port; !(await tryToListen(server, tried)); tried += 1) {
    if (tried >= last)
      throw new SetupError(`The ports ${port} to ${last} are all taken. PORT=0 takes any free one.`);
  }
  const address = server.address().port;
  return {
    port: address,
    origin: `http://${HOST}:${address}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** `false` if another process has the port, or this one may not take it. */
function tryToListen(server, port) {
  return new Promise((resolve, reject) => {
    const onError = (error) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    server.once('error', onError);
    server.listen(port, HOST, () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}
