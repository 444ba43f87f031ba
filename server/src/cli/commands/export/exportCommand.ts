import { Command } from 'commander';
import { STORE_OPTION } from '../../shared/openStore.js';
import { plural } from '../../shared/plural.js';
import { readChatId } from '../../shared/readChatId.js';

interface ExportOptions {
  store: string;
  output: string;
}

/** `chat-avatar-server export`: what is stored about one person, for a request for access to personal data. */
export function exportCommand(): Command {
  return new Command('export')
    .description('write everything that is stored about one chat to files')
    .argument('<chat id>', 'such as 201234567890@c.us')
    .option(...STORE_OPTION)
    .option('--output <folder>', 'folder for the files', '.')
    .addHelpText(
      'after',
      `
Writes <chat id>.json with the record, and one image file for each stored picture. Only this user may read the files.

Exit codes
  0    the files were written, or nothing is stored about the chat
  1    not started: the store cannot be read, or a file cannot be written
  2    written, but the record is damaged, or a picture is missing, damaged or cannot be read`,
    )
    .action(exportChat);
}

async function exportChat(text: string, { store: place, output }: ExportOptions): Promise<void> {
  const [{ writeExport }, { mapStoreErrors, openExistingStore }, { requireWritableFolder }] =
    await Promise.all([
      import('./writeExport.js'),
      import('../../shared/openStore.js'),
      import('../../shared/requireWritable.js'),
    ]);
  const chatId = await readChatId(text);
  await requireWritableFolder('--output', output, place);
  const opened = await openExistingStore(place);
  try {
    const exported = await mapStoreErrors(() =>
      writeExport({ storage: opened.storage, place: opened.describe(), chatId, folder: output }),
    );
    if (exported === undefined) {
      console.log(`Nothing is stored about ${chatId} in ${opened.describe()}.`);
      return;
    }
    for (const path of exported.paths) console.log(path);
    const { earlierVersions } = exported;
    if (typeof earlierVersions === 'number' && earlierVersions > 0) {
      console.error(
        `The bucket also keeps ${plural(earlierVersions, 'earlier version')} of these values, which are not in the files. forget erases them too.`,
      );
    }
    if (exported.isDamaged) {
      console.error(`The record of ${chatId} is damaged. It is in the file as it is.`);
      process.exitCode = 2;
    }
    if (exported.lost > 0) {
      console.error(`${plural(exported.lost, 'picture')} of ${chatId} cannot be read from the store.`);
      process.exitCode = 2;
    }
  } finally {
    await opened.close().catch(() => undefined);
  }
}
