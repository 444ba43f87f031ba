import { Command } from 'commander';
import type { ForgottenChat } from '../../../enricher/countErased.js';
import type { Erased } from '../../../store/Eraser.js';
import { mapStoreErrors, openExistingStore, STORE_OPTION } from '../../shared/openStore.js';
import { plural } from '../../shared/plural.js';
import { readChatId } from '../../shared/readChatId.js';

/** Exit code if a picture of the chat may be left. */
const LEFT = 2;

interface ForgetOptions {
  store: string;
  json?: boolean;
}

/** `chat-avatar-server forget`: erases one chat from the store. */
export function forgetCommand(): Command {
  return new Command('forget')
    .description('erase everything that is stored about one chat')
    .argument('<chat id>', 'such as 201234567890@c.us')
    .option(...STORE_OPTION)
    .option('--json', 'print the number of erased records and pictures as JSON on stdout')
    .addHelpText(
      'after',
      '\nThe next run of enrich may store the chat again, if it is still among the most active ones.',
    )
    .action(forget);
}

async function forget(text: string, { store: location, json }: ForgetOptions): Promise<void> {
  const [{ PictureStore }, { countErased }] = await Promise.all([
    import('../../../store/PictureStore.js'),
    import('../../../enricher/countErased.js'),
  ]);
  const chatId = await readChatId(text);
  const opened = await openExistingStore(location);
  try {
    const erased = await mapStoreErrors(() => new PictureStore(opened.storage).forget(chatId));
    const counts = countErased(chatId, erased);
    if (json) console.log(JSON.stringify(counts));
    else console.log(describeErased(counts, erased.keys, opened.describe()).join('\n'));
    if (counts.left > 0) {
      console.error(describeLeft(erased));
      process.exitCode = LEFT;
    }
  } finally {
    await opened.close().catch(() => undefined);
  }
}

function describeLeft({ left, unreadable }: Erased): string {
  return (
    `${plural(left, 'picture')} of this chat may be left: no readable record points to ${left === 1 ? 'it' : 'them'}, and ` +
    `${unreadable.join(', ')} cannot be read. Restore or remove each of these records (chat-avatar-server forget removes ` +
    'the one of its chat), then run this again.'
  );
}

function describeErased(counts: ForgottenChat, keys: readonly string[], place: string): string[] {
  const { chatId, records, pictures, sizes, shared } = counts;
  if (keys.length === 0) return [`Nothing is stored about ${chatId} in ${place}.`];
  const parts = [
    records > 0 && 'its record',
    pictures > 0 && plural(pictures, 'picture'),
    sizes > 0 && plural(sizes, 'smaller copy', 'smaller copies'),
  ].filter((part) => part !== false);
  const lines = [`Erased ${chatId} from ${place}: ${parts.join(', ')}.`, ...keys.map((key) => `  ${key}`)];
  if (shared > 0) lines.push('The picture itself stays, because another chat has the same one.');
  return lines;
}
