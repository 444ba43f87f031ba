import { validateAnswer } from '../../../server/src/gateway/upstream/validateAnswer.js';
import { displayName } from '../../../server/src/lib/displayName.js';
import { chatIdOfKey, chatIdOfOwnerKey, isHash } from '../../../server/src/store/layout.js';
import { imagesOf, readStoredChat, replacedOf, withRecord } from '../../../server/src/store/StoredChat.js';
import type { ChatPicture } from '../../../src/chat/ChatPicture.js';
import { ChatPictureError } from '../../../src/chat/ChatPictureError.js';
import { parseChatId } from '../../../src/chat/chatId.js';
import { type Parser, parser, throwing } from '../Parser.js';

/** A record as it is stored. */
const RECORD = {
  v: 1,
  status: 'available',
  fetchedAt: 1_790_000_000_000,
  askAgainAt: 1_790_086_400_000,
  image: { hash: '0a'.repeat(32), contentType: 'image/jpeg', width: 640, height: 640, bytes: 40_000 },
};

/** The text as JSON, over a valid value. */
function over(value: object, text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && !Array.isArray(parsed) ? { ...value, ...parsed } : parsed;
  } catch {
    return text;
  }
}

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
};
