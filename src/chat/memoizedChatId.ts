import { memoizeByText } from '../lib/memoizeByText.js';
import { type ChatId, safeParseChatId } from './chatId.js';
import { MAX_LENGTH } from './safeParseChatId.js';

/** As many chats as a list has. A memo keeps no `undefined`. */
const parse = memoizeByText((text) => safeParseChatId(text) ?? null, 5_000);

/** `safeParseChatId` that parses the ids of a list once, however often their avatars mount and render. */
export function memoizedChatId(text: unknown): ChatId | undefined {
  return typeof text === 'string' && text.length <= MAX_LENGTH ? (parse(text) ?? undefined) : undefined;
}
