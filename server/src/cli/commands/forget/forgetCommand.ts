import { Command, Option } from 'commander';
import type { ForgottenChat } from '../../../enricher/countErased.js';
import { describeVersions } from '../../shared/describeVersions.js';
import { mapStoreErrors, openExistingStore, STORE_OPTION } from '../../shared/openStore.js';
import { plural } from '../../shared/plural.js';
import { readChatId } from '../../shared/readChatId.js';

interface ForgetOptions {
  store: string;
  block?: boolean;
  unblock?: boolean;
  json?: boolean;
}

const HELP = `
Running gateways on the same store stop serving the picture within seconds. Without --block, the chat is stored again when a gateway is
asked for it, or when enrich finds it among the most active ones. --block stores the chat id, and nothing else, to prevent that.

A picture that another chat has too stays for that chat.

In a bucket with versioning, the earlier versions are erased too. If the bucket does not permit it, the command says so, and erases them
when it is run again with the permission.`;

/** `chat-avatar-server forget`: erases one chat from the store. */
export function forgetCommand(): Command {
  return new Command('forget')
    .description('erase everything that is stored about one chat')
    .argument('<chat id>', 'such as 201234567890@c.us')
    .option(...STORE_OPTION)
    .option('--block', 'never store this chat again')
    .addOption(
      new Option('--unblock', 'let a blocked chat be stored again, and erase nothing').conflicts('block'),
    )
    .option('--json', 'print the number of erased records and pictures as JSON on stdout')
    .addHelpText('after', HELP)
    .action(forget);
}

async function forget(text: string, { store: location, block, unblock, json }: ForgetOptions): Promise<void> {
  const [{ PictureStore }, { NOTHING }, { countErased }] = await Promise.all([
    import('../../../store/PictureStore.js'),
    import('../../../store/erase/Eraser.js'),
    import('../../../enricher/countErased.js'),
  ]);
  const chatId = await readChatId(text);
  const opened = await openExistingStore(location);
  try {
    const told = new Set<string>();
    const onLimit = ({ message }: { message: string }) => {
      if (!told.has(message)) console.error(`${opened.describe()}: ${message}`);
      told.add(message);
    };
    const store = new PictureStore(opened.storage, { onLimit });
    const wasBlocked = unblock === true && (await mapStoreErrors(() => store.unblock(chatId)));
    // A chat may have got a picture since it was unblocked, or its id may be a mistake.
    const erased = unblock
      ? NOTHING
      : await mapStoreErrors(() => store.forget(chatId, { block: block === true }));
    const counts = countErased(chatId, erased);
    if (json) {
      console.log(JSON.stringify({ ...counts, blocked: block === true }));
      return;
    }
    if (unblock) {
      const isNot = `${chatId} is not blocked. Nothing was erased.`;
      console.log(wasBlocked ? `${chatId} may be stored again.` : isNot);
      return;
    }
    console.log(describeErased(counts, erased.keys, opened.describe()).join('\n'));
    for (const line of describeVersions(erased.versions)) console.log(line);
    if (block) console.log('The chat is blocked: it is never stored again. --unblock ends that.');
  } finally {
    await opened.close().catch(() => undefined);
  }
}

function describeErased(counts: ForgottenChat, keys: readonly string[], place: string): string[] {
  const { chatId, records, pictures, sizes, sharedWith } = counts;
  if (keys.length === 0 && counts.versions > 0)
    return [`Of ${chatId}, ${place} had only what was erased before.`];
  const shared = `The picture itself stays, because another chat has the same one: ${sharedWith.join(', ')}.`;
  if (keys.length === 0 && sharedWith.length > 0)
    return [`${chatId} had no record in ${place}, but an entry of a picture, which is erased. ${shared}`];
  if (keys.length === 0) return [`Nothing is stored about ${chatId} in ${place}.`];
  const parts = [
    records > 0 && 'its record',
    pictures > 0 && plural(pictures, 'picture'),
    sizes > 0 && plural(sizes, 'smaller copy', 'smaller copies'),
  ].filter((part) => part !== false);
  const lines = [`Erased ${chatId} from ${place}: ${parts.join(', ')}.`, ...keys.map((key) => `  ${key}`)];
  if (sharedWith.length > 0) lines.push(shared);
  return lines;
}
