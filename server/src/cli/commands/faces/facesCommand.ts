import { once } from 'node:events';
import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { CliError } from '../../shared/CliError.js';
import { mapStoreErrors, openExistingStore, STORE_OPTION } from '../../shared/openStore.js';
import { parsePort } from '../../shared/parseNumber.js';
import { plural } from '../../shared/plural.js';

interface FacesOptions {
  store: string;
  output: string;
  serve?: boolean;
  port: number;
}

/** `chat-avatar-server faces`: a page with every stored picture. */
export function facesCommand(): Command {
  return new Command('faces')
    .description('show every stored picture on an HTML page, as one file or served on loopback')
    .option(...STORE_OPTION)
    .option('--output <file>', 'file to write; - is stdout', 'faces.html')
    .addOption(new Option('--serve', 'serve the page on loopback instead').conflicts('output'))
    .option('--port <number>', 'port for --serve; 0 chooses a free one', parsePort, 4020)
    .action(faces);
}

async function faces({ store: location, output, serve, port }: FacesOptions): Promise<void> {
  const [{ PictureStore }, { facesPage }] = await Promise.all([
    import('../../../store/PictureStore.js'),
    import('./facesPage.js'),
  ]);
  const opened = await openExistingStore(location);
  const store = new PictureStore(opened.storage);
  try {
    if (serve) await servePage(port, () => facesPage(store));
    else await mapStoreErrors(() => writePage(output, facesPage(store)));
  } finally {
    await opened.close().catch(() => undefined);
  }
}

/** Atomic: the file appears complete or not at all. */
async function writePage(output: string, page: AsyncGenerator<string, number>): Promise<void> {
  if (output === '-') {
    await eachPart(page, async (part) => {
      // The reader closed the pipe, such as `head`.
      if (process.stdout.destroyed) return;
      if (!process.stdout.write(part)) {
        await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]).catch(() => {});
      }
    });
    return;
  }
  const path = resolve(output);
  const draft = `${path}.${process.pid}.part`;
  try {
    // Readable by this user only, because the page contains the pictures.
    const file = await open(draft, 'wx', 0o600);
    let count: number;
    try {
      count = await eachPart(page, async (part) => {
        await file.writeFile(part);
      });
    } finally {
      await file.close();
    }
    await rename(draft, path);
    console.log(`${plural(count, 'face')} in ${path}`);
  } catch (thrown) {
    await rm(draft, { force: true }).catch(() => undefined);
    if (thrown instanceof Error && 'syscall' in thrown) {
      throw new CliError(`The page cannot be written to ${path}. Choose another file with --output.`);
    }
    throw thrown;
  }
}

async function eachPart(page: AsyncGenerator<string, number>, write: (part: string) => Promise<void>) {
  for (;;) {
    const { done, value } = await page.next();
    if (done) return value;
    await write(value);
  }
}

async function servePage(port: number, makePage: () => AsyncGenerator<string, number>): Promise<void> {
  const [{ listen }, { waitForShutdown }, { pageResponse }] = await Promise.all([
    import('../../shared/listen.js'),
    import('../../shared/waitForShutdown.js'),
    import('./pageResponse.js'),
  ]);
  const stopped = waitForShutdown();
  const server = await listen({
    host: '127.0.0.1',
    port,
    makeFetch: (origin) => async (request) => pageResponse(request, origin, makePage),
  });
  console.log(`The faces are at ${server.origin}`);
  console.log('Stop it with Ctrl+C.');
  await stopped;
  await server.close();
}
