import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { describePage } from './support/describePage.js';
import { run } from './support/run.js';
import { type Server, startServer } from './support/startServer.js';
import { widePicture } from './support/widePicture.js';

let app: Server;

beforeAll(async () => {
  const folder = join(inject('consumers'), 'apps/reactRouter');
  const program = (name: string) =>
    join(inject('consumers'), '../node_modules/@react-router', name, 'bin.js');
  await mkdir(join(folder, 'public'));
  await writeFile(join(folder, 'public/picture.png'), widePicture());
  await run(process.execPath, [program('dev'), 'build'], folder);
  app = await startServer([program('serve'), 'build/server/index.js'], folder, {
    // Without one it takes any that is free.
    PORT: undefined,
    HOST: '127.0.0.1',
  });
});

afterAll(() => app?.stop());

describePage({
  title: 'React Router 7, rendered on the server',
  theme: 'light',
  systems: ['light'],
  url: () => app.origin,
});

it('has the prefetched picture in the HTML of the server', async () => {
  const html = await (await fetch(app.origin)).text();
  expect(html).toMatch(/<img[^>]+src="\/picture\.png"/);
  expect(html).toMatch(/data-state="restricted"/);
});
