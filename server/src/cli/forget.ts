import { Command } from 'commander';
import type { Erased } from '../store/Eraser.js';
import { CliError } from './CliError.js';
import { plural } from './enrichText.js';
import { ofStore, openStore, STORE_OPTION } from './openStore.js';

/** Its exit code when something may be left. */
const LEFT = 2;

interface ForgetOptions {
  store: string;
  json?: boolean;
}

/** `chat-avatar-server forget`: erases a person. */
export function forgetCommand(): Command {
  return new Command('forget')
    .description('erase everything that is stored of one chat')
    .argument('<chat id>', 'as in 201234567890@c.us')
    .option(...STORE_OPTION)
    .option('--json', 'what was erased, as JSON on stdout')
    .addHelpText(
      'after',
      '\nThe next run of enrich may store the chat again, if it is still among the most active ones.',
    )
    .action(forget);
}

async function forget(text: string, { store: location, json }: ForgetOptions): Promise<void> {
  const [{ parseChatId }, { ChatPictureError }, { PictureStore }] = await Promise.all([
    import('chat-avatar/wawp'),
    import('chat-avatar/wawp'),
    import('../store/PictureStore.js'),
  ]);
  let chatId: ReturnType<typeof parseChatId>;
  try {
    chatId = parseChatId(text);
  } catch (thrown) {
    throw thrown instanceof ChatPictureError ? new CliError(thrown.message) : thrown;
  }
  const opened = await openStore(location, { check: false });
  try {
    const erased = await ofStore(() => new PictureStore(opened.storage).forget(chatId));
    if (json) console.log(JSON.stringify({ chatId, ...erased }));
    else console.log(sentences(chatId, erased, opened.describe()).join('\n'));
    if (erased.left > 0) {
      console.error(leftovers(erased));
      process.exitCode = LEFT;
    }
  } finally {
    await opened.close().catch(() => undefined);
  }
}

function leftovers({ left, unreadable }: Erased): string {
  return (
    `${plural(left, 'picture')} may be left of this chat: no record says whose they are, and ${unreadable.join(', ')} ` +
    'cannot be read, which may. Put back or remove what cannot be read (chat-avatar-server forget removes it too), and run ' +
    'this again.'
  );
}

function sentences(chatId: string, { keys, shared }: Erased, place: string): string[] {
  if (keys.length === 0) return [`Nothing is stored of ${chatId} in ${place}.`];
  const count = (folder: string) => keys.filter((key) => key.startsWith(`${folder}:`)).length;
  const parts = [
    count('chats') + count('drafts') > 0 && 'its record',
    count('images') > 0 && plural(count('images'), 'picture'),
    count('sizes') > 0 && `${plural(count('sizes'), 'smaller copy').replace('copys', 'copies')}`,
  ].filter((part) => part !== false);
  const lines = [`Erased ${chatId} from ${place}: ${parts.join(', ')}.`, ...keys.map((key) => `  ${key}`)];
  if (shared > 0) lines.push('The picture itself stays: another chat has the very same one.');
  return lines;
}
