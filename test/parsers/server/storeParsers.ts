import { readLastSuccess } from '../../../server/src/cli/commands/enrich/metrics/metricsFile.js';
import { readFailure } from '../../../server/src/gateway/upstream/sharedFailures.js';
import { validateAnswer } from '../../../server/src/gateway/upstream/validateAnswer.js';
import { displayName } from '../../../server/src/lib/displayName.js';
import { chatIdOfKey, chatIdOfOwnerKey, isHash } from '../../../server/src/store/layout.js';
import { imagesOf, readStoredChat, replacedOf, withRecord } from '../../../server/src/store/StoredChat.js';
import { readMemory } from '../../../server/src/store/storage/storeLimits.js';
import type { ChatPicture } from '../../../src/chat/ChatPicture.js';
import { ChatPictureError } from '../../../src/chat/ChatPictureError.js';
import { parseChatId } from '../../../src/chat/chatId.js';
import { over, type Parser, parser, throwing } from '../Parser.js';

/** A record as it is stored. */
const RECORD = {
  v: 1,
  status: 'available',
  fetchedAt: 1_790_000_000_000,
  askAgainAt: 1_790_086_400_000,
  image: { hash: '0a'.repeat(32), contentType: 'image/jpeg', width: 640, height: 640, bytes: 40_000 },
};

/** As it is shared by the gateways on one Redis. */
const FAILURE = { code: 'server-error', message: 'Wawp failed.', retryable: true, status: 500, count: 2 };

const LAST_SUCCESS = 'chat_avatar_enrich_last_success_timestamp_seconds';

/** Readers of what a store returns and of what is written to it. */
export const storeParsers: Record<string, Parser> = {
  'a record of the store': parser(
    (text) => readStoredChat(over(RECORD, text)),
    (chat) => {
      if (chat === 'damaged' || chat === 'newer') return undefined;
      const hashes = [...imagesOf(chat), ...replacedOf(chat)];
      if (!hashes.every(isHash)) return `hashes ${hashes}`;
      const [first] = chat.records.values();
      if (first === undefined) return undefined;
      // What is written can be read again.
      const again = readStoredChat(JSON.parse(JSON.stringify(withRecord(chat, 'wawp', first))));
      return typeof again === 'object' && again.records.has('wawp') ? undefined : `written as ${again}`;
    },
  ),
  'a key of the store': parser(
    (text) => [chatIdOfKey(text), chatIdOfKey(`chats:${text}`), chatIdOfOwnerKey(`owners:${text}`)],
    (ids) => {
      const wrong = ids.filter((id) => id !== undefined && parseChatId(id) !== id);
      return wrong.length === 0 ? undefined : `not canonical: ${wrong}`;
    },
  ),
  'a name in the store': parser(
    (text) => displayName(text),
    (name) =>
      Array.from(name).length <= 200 && !/[\p{Cc}\u2028\u2029\u202e]/u.test(name) ? undefined : name,
  ),
  'the answer of a source': throwing(
    [ChatPictureError],
    (text) => validateAnswer(over({ status: 'available', url: 'https://x.test/a' }, text) as ChatPicture),
    (answer) =>
      answer.status !== 'available' || /^(https?:\/\/|data:image\/(?!svg))/i.test(answer.url)
        ? undefined
        : `unsafe ${answer.url}`,
  ),
  'a failure that gateways share': parser(
    (text) => [
      readFailure(text),
      readFailure(JSON.stringify({ ...FAILURE, code: text, message: text })),
      readFailure(JSON.stringify(over(FAILURE, text))),
      readFailure(`{"code":"timeout","message":"","status":${text},"retryAfterMs":${text},"count":${text}}`),
    ],
    (failures: ReturnType<typeof readFailure>[]) =>
      failures.map((failure) => failure && faultOfFailure(failure)).find(Boolean),
  ),
  'the metrics of the last run': parser(
    (text) => [
      ...readLastSuccess(
        `${LAST_SUCCESS}{instance="${text}"} 1790000000\n${LAST_SUCCESS}{instance="1"} ${text}`,
      ),
    ],
    (successes: [string, number][]) => {
      const wrong = successes.find(([name, at]) => /["\\\n]/.test(name) || !Number.isSafeInteger(at * 1000));
      return wrong && `${wrong}`;
    },
  ),
  'INFO of Redis': parser(
    (text) => [readMemory(text), readMemory(`maxmemory_policy:${text}\r\nmaxmemory:${text}`)],
    (memories: ReturnType<typeof readMemory>[]) => {
      const wrong = memories.find((memory) => memory && !/^[\w-]+$/.test(memory.policy));
      return wrong && `policy ${wrong.policy}`;
    },
  ),
};

function faultOfFailure({ error, count }: NonNullable<ReturnType<typeof readFailure>>): string | undefined {
  const { code, retryAfterMs = 0, status = 500 } = error;
  if (
    !/^(invalid-chat-id|unauthorized|session-not-ready|rate-limited|timeout|network|server-error|invalid-response)$/.test(
      code,
    )
  )
    return `code ${code}`;
  const numbers = [retryAfterMs, status, count];
  return numbers.every((number) => Number.isFinite(number) && number >= 0) ? undefined : `numbers ${numbers}`;
}
