import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { OpenedStorage } from '../../../store/storage/open/openStorage.js';
import { CliError } from '../../shared/CliError.js';
import { describeUnreadable } from '../../shared/describeUnreadable.js';
import { mapStoreErrors, openExistingStore, STORE_OPTION } from '../../shared/openStore.js';
import { parsePort, parseWholeNumber } from '../../shared/parseNumber.js';
import { plural } from '../../shared/plural.js';
import type { FacePage } from './FaceIndex.js';

/** Exit code if a record cannot be read. */
const PARTIAL = 2;

interface FacesOptions {
  store: string;
  output: string;
  serve?: boolean;
  port: number;
  page: number;
  pageSize: number;
  search?: string;
  hidden?: boolean;
}

/** `chat-avatar-server faces`: pages with the stored pictures. */
export function facesCommand(): Command {
  return new Command('faces')
    .description('show the stored pictures on an HTML page, as one file or served on loopback')
    .option(...STORE_OPTION)
    .option('--output <file>', 'file to write; - is stdout', 'faces.html')
    .option('--search <text>', 'only chats with this text in their name or chat id')
    .option('--hidden', 'only pictures that their owners hide today')
    .option('--page-size <number>', 'number of pictures on a page', parseWholeNumber(1, 10_000), 200)
    .option('--page <number>', 'the page to write', parseWholeNumber(1, 1_000_000), 1)
    .addOption(
      new Option('--serve', 'serve all pages on loopback instead').conflicts([
        'output',
        'search',
        'hidden',
        'page',
      ]),
    )
    .option('--port <number>', 'port for --serve; 0 chooses a free one', parsePort, 4020)
    .addHelpText(
      'after',
      `
--serve prints an address with a secret, which is new for each start, because every user of this machine can connect to loopback.
Set CHAT_AVATAR_SECRET to choose the secret.

Exit codes
  0    the page was written, or the server was stopped
  1    not started: the store cannot be read, or the file cannot be written
  2    written, but records that cannot be read are missing on the page`,
    )
    .action(faces);
}

async function faces({ store: place, serve, ...options }: FacesOptions, command: Command): Promise<void> {
  if (!serve && command.getOptionValueSource('port') === 'cli') {
    throw new CliError(
      '--port needs --serve. Add it, or leave out --port: the pictures are then written to a file, see --output.',
    );
  }
  if (!serve && options.output !== '-') {
    const { requireWritable } = await import('../../shared/requireWritable.js');
    await requireWritable('--output', options.output, [place]);
  }
  const opened = await openExistingStore(place);
  try {
    if (serve) await servePages(opened, options);
    else await writePage(opened, options);
  } finally {
    await opened.close().catch(() => undefined);
  }
}

async function writePage(
  { storage }: OpenedStorage,
  { output, ...query }: FacesOptions | Omit<FacesOptions, 'store'>,
): Promise<void> {
  const { writeFaces } = await import('./writeFaces.js');
  const page = await mapStoreErrors(() => writeFaces(storage, query, output));
  const say = output === '-' ? console.error : console.log;
  if (output !== '-') say(`${plural(page.faces.length, 'face')} in ${resolve(output)}`);
  if (page.unreadable > 0) {
    console.error(describeUnreadable(page.unreadable, ['is not shown', 'are not shown']));
    process.exitCode = PARTIAL;
  }
  if (page.page < query.page)
    console.error(`There is no page ${query.page}. The last one, page ${page.page}, is written.`);
  if (page.pages > 1) say(describeRest(page));
}

function describeRest({ page, pages, matches }: FacePage): string {
  return `This is page ${page} of ${pages}, of ${plural(matches, 'face')}. Use --page, --search or --serve for the others.`;
}

async function servePages(
  { storage }: OpenedStorage,
  { port, pageSize }: Pick<FacesOptions, 'port' | 'pageSize'>,
): Promise<void> {
  const [{ listen }, { waitForShutdown }, { serveFaces }, { readSecret }] = await Promise.all([
    import('../../shared/http/listen.js'),
    import('../../shared/waitForShutdown.js'),
    import('./serveFaces.js'),
    import('../../shared/http/access.js'),
  ]);
  const chosen = readSecret('CHAT_AVATAR_SECRET', process.env);
  const stopped = waitForShutdown();
  let secret = '';
  const server = await listen({
    host: '127.0.0.1',
    port,
    makeFetch: (origin) => {
      const pages = serveFaces({ storage, origin, pageSize, secret: chosen });
      secret = pages.secret;
      return pages.fetch;
    },
  });
  // A chosen secret is known, and terminals are often logged.
  const query = chosen === undefined ? `?secret=${secret}` : '?secret=<CHAT_AVATAR_SECRET>';
  console.log(`The faces are at ${server.origin}/${query}`);
  console.log('Stop it with Ctrl+C.');
  await stopped;
  await server.close();
}
