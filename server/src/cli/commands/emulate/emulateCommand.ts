import { Command } from 'commander';
import { parseHost } from '../../shared/http/parseHost.js';
import { parsePort, parseWholeNumber } from '../../shared/parseNumber.js';

interface EmulateOptions {
  host: string;
  port: number;
  chats?: number;
  delay: number;
}

/** `chat-avatar-server emulate`: a local Wawp API. */
export function emulateCommand(): Command {
  return new Command('emulate')
    .description('run a local Wawp API with sample people, groups and pictures')
    .option('--host <address>', 'address to listen on', parseHost, '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 chooses a free one', parsePort, 4010)
    .option(
      '--chats <number>',
      'number of conversations (default: about 70, with one for each kind of fault)',
      parseWholeNumber(0, 100_000),
    )
    .option('--delay <ms>', 'delay of every response', parseWholeNumber(0, 600_000), 0)
    .action(emulate);
}

async function emulate({ host, port, chats, delay }: EmulateOptions): Promise<void> {
  // Loaded on use, so that --help and the other commands start fast.
  const [{ createWawpEmulator }, { listen }, { waitForShutdown }] = await Promise.all([
    import('chat-avatar/testing'),
    import('../../shared/http/listen.js'),
    import('../../shared/waitForShutdown.js'),
  ]);
  const stopped = waitForShutdown();
  const emulator = createWawpEmulator({ delayMs: delay, ...(chats !== undefined && { chats }) });
  const server = await listen({ host, port, makeFetch: () => (request) => emulator.fetch(request) });
  console.log(`A local Wawp API listens on ${server.origin}`);
  console.log('To run the gateway or the morning routine against it:');
  console.log(`  npx chat-avatar-server serve --emulator ${server.origin}`);
  console.log(`  npx chat-avatar-server enrich --emulator ${server.origin}`);
  console.log('It accepts any instance id and access token. Environment for your own server:');
  console.log(`  WAWP_BASE_URL=${server.origin} WAWP_INSTANCE_ID=local WAWP_ACCESS_TOKEN=local`);
  console.log('Stop it with Ctrl+C.');
  await stopped;
  await server.close();
}
