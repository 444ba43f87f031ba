import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** `chat-avatar-server serve` on a folder, in front of a small Wawp that has the same photo for every chat. */
export async function startServe(packages: string, folder: string, photo: string) {
  const bytes = await readFile(photo);
  const wawp = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith('/v2/')) {
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ url: `http://${request.headers.host}/photo.jpg` }));
  });
  await new Promise<void>((listening) => wawp.listen(0, '127.0.0.1', listening));
  const wawpOrigin = `http://127.0.0.1:${(wawp.address() as AddressInfo).port}`;

  const main = join(packages, 'node_modules/chat-avatar-server/dist/cli/main.js');
  const options = ['--port', '0', '--store', join(folder, 'store'), '--image-host', '127.0.0.1'];
  const child = spawn(
    process.execPath,
    [main, 'serve', ...options, '--dangerously-allow-private-addresses'],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        WAWP_INSTANCE_ID: 'bench',
        WAWP_ACCESS_TOKEN: 'bench-secret-token',
        WAWP_BASE_URL: wawpOrigin,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const origin = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (text: Buffer) => {
      output += text;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output.replaceAll(wawpOrigin, ''))?.[0];
      if (url) resolve(url);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${output.slice(-1000)}`)));
  });
  return {
    origin,
    pid: child.pid ?? 0,
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      wawp.closeAllConnections();
      wawp.close();
    },
  };
}
