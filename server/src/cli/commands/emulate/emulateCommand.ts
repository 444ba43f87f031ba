import { Command } from 'commander';
import { parsePort, parseWholeNumber } from '../../shared/parseNumber.js';

interface EmulateOptions {
  host: string;
  port: number;
  chats?: number;
  delay: number;
}

/** `chat-avatar-server emulate`: a Wawp on this machine. */
export function emulateCommand(): Command {
  return new Command('emulate')
    .description('run a local Wawp with people, groups and pictures of its own')
    .option('--host <address>', 'where to listen', '127.0.0.1')
    .option('--port <number>', 'where to listen; 0 finds a free port', parsePort, 4010)
    .option(
      '--chats <number>',
      'how many conversations (default: some 70, one of each kind of fault among them)',
      parseWholeNumber(0, 100_000),
    )
    .option('--delay <ms>', 'how long every answer takes', parseWholeNumber(0, 600_000), 0)
    .action(emulate);
}

async function emulate({ host, port, chats, delay }: EmulateOptions): Promise<void> {
  // Loaded here, so that the other commands and --help need not wait for it.
  const [{ createWawpEmulator }, { listen }, { waitForShutdown }] = await Promise.all([
    import('chat-avatar/testing'),
    import('../../shared/listen.js'),
    import('../../shared/waitForShutdown.js'),
  ]);
  const stopped = waitForShutdown();
  const server = await listen({
    host,
    port,
    makeFetch: (origin) =>
      createWawpEmulator({ delayMs: delay, pictureOrigin: origin, ...(chats !== undefined && { chats }) })
        .fetch,
  });
  console.log(`A local Wawp listens on ${server.origin}`);
  console.log('Any instance id and any access token will do. For the other commands and for your server:');
  console.log(`  WAWP_BASE_URL=${server.origin} WAWP_INSTANCE_ID=local WAWP_ACCESS_TOKEN=local`);
  console.log('Stop it with Ctrl+C.');
  await stopped;
  await server.close();
}
