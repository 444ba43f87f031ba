import type { IncomingMessage } from 'node:http';
import { PNG } from 'pngjs';
import type { Plugin } from 'vite';

/** The answers of the host for one path: the statuses in order (the last one repeats), and the kind of body. */
export interface HostedImage {
  statuses: number[];
  /** CSS-like `[red, green, blue]`. */
  color: [number, number, number];
  width: number;
  height: number;
  /** The header of the PNG is right, and its pixels cannot be decoded. */
  isCorrupt: boolean;
}

const PREFIX = '/image-host/';

/**
 * An image host for browser tests, on the page's own origin. `PUT /image-host/<path>` with a {@link HostedImage} decides the
 * answers of that path, `GET` answers, and `POST /image-host/` gives the paths of all GET requests so far, in order.
 */
export function imageHost(): Plugin {
  const images = new Map<string, HostedImage>();
  const requests: string[] = [];
  return {
    name: 'test:image-host',
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        if (!request.url?.startsWith(PREFIX)) return next();
        const url = request.url.slice(PREFIX.length);
        const path = url.replace(/\?.*/, '');
        if (request.method === 'PUT') {
          images.set(path, JSON.parse(await textOf(request)));
          response.end();
        } else if (request.method === 'POST') {
          response.end(JSON.stringify(requests));
        } else {
          requests.push(url);
          const image = images.get(path);
          const status = image
            ? image.statuses.length > 1
              ? image.statuses.shift()
              : image.statuses[0]
            : 404;
          response.writeHead(status ?? 404, { 'content-type': 'image/png', 'cache-control': 'no-store' });
          response.end(image && status === 200 ? draw(image) : undefined);
        }
      });
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

function draw({ color, width, height, isCorrupt }: HostedImage): Buffer {
  const png = new PNG({ width, height });
  for (let i = 0; i < png.data.length; i += 4) png.data.set([...color, 255], i);
  const bytes = PNG.sync.write(png);
  const pixels = bytes.indexOf('IDAT') + 4;
  if (isCorrupt) bytes.fill(0x55, pixels, pixels + 64);
  return bytes;
}
