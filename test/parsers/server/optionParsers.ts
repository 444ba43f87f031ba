import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCron, parseTimeZone } from '../../../server/src/cli/commands/enrich/parseSchedule.js';
import { CliError } from '../../../server/src/cli/shared/CliError.js';
import { readSecret } from '../../../server/src/cli/shared/http/access.js';
import { parseImageHost } from '../../../server/src/cli/shared/parseImageHost.js';
import { parsePort } from '../../../server/src/cli/shared/parseNumber.js';
import { readChatId } from '../../../server/src/cli/shared/readChatId.js';
import { readInstances } from '../../../server/src/cli/shared/wawp/instances.js';
import { locateStorage } from '../../../server/src/store/storage/open/locateStorage.js';
import { StoreError } from '../../../server/src/store/storage/StoreError.js';
import { type Parser, parser, throwing } from '../Parser.js';

const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'id',
  AWS_SECRET_ACCESS_KEY: 'a-secret-of-the-bucket',
  GCS_HMAC_ACCESS_ID: 'id',
  GCS_HMAC_SECRET: 'a-secret-of-the-bucket',
};

const config = join(tmpdir(), `instances-${process.pid}-${crypto.randomUUID()}.json`);
process.once('exit', () => rmSync(config, { force: true }));

/** A parser of an option, which answers a bad text with an error that commander prints. */
function option<Result>(parse: Parser<Result>['parse'], fault?: Parser<Result>['fault']): Parser {
  const expects = (error: Error) => 'code' in error && error.code === 'commander.invalidArgument';
  return { ...parser(parse, fault), expects };
}

/** Readers of options, variables and files of the command line. */
export const optionParsers: Record<string, Parser> = {
  'a whole number': option(
    (text) => parsePort(text),
    (port) => (Number.isInteger(port) && port >= 0 && port <= 65_535 ? undefined : `${port}`),
  ),
  'a schedule': option((text) => parseCron(text)),
  'a time zone': option((text) => parseTimeZone(text)),
  'an option --image-host': option((text) => parseImageHost(text)),
  'a chat id as an argument': throwing([CliError], (text) => readChatId(text)),
  'a secret': throwing(
    [CliError],
    (text) => readSecret('CHAT_AVATAR_SECRET', { CHAT_AVATAR_SECRET: text }),
    (secret) => (secret === undefined || /^[!-~]{16,}$/.test(secret) ? undefined : `accepted ${secret}`),
  ),
  'the place of a store': throwing(
    [StoreError],
    (text) => locateStorage(text, CREDENTIALS).place,
    (place) => (place !== '' && !place.includes('a-secret') ? undefined : `place ${place}`),
  ),
  'a file of instances': throwing(
    [CliError],
    (text) => {
      writeFileSync(config, text.startsWith('[') ? `{"instances":${text}}` : text);
      return readInstances(config, './chat-pictures', {});
    },
    (instances) => (instances.every(({ id }) => /^[\w-]+$/.test(id)) ? undefined : JSON.stringify(instances)),
  ),
};
