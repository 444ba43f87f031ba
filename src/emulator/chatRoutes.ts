import { invalidChatId, missingParameter, wawpError } from './answers.js';
import type { ChatBook } from './ChatBook.js';
import type { EmulatorClock } from './clock.js';
import type { EmulatorChat } from './EmulatorChat.js';
import { hash } from './hash.js';
import type { PictureEngine } from './PictureEngine.js';
import { answerAtOnce, wordPicture } from './scenarioAnswers.js';

export interface ChatRouteParts {
  book: ChatBook;
  engine: PictureEngine;
  clock: EmulatorClock;
  overviewShape: 'array' | 'numeric-keys';
  overviewPictures: boolean;
}

/** `GET /v2/chats/picture` and, with `contactId`, `GET /v2/contacts/profile-picture`. */
export async function answerPicture(
  { book, engine, clock }: ChatRouteParts,
  request: Request,
  parameter: 'chatId' | 'contactId',
): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const chatId = searchParams.get(parameter);
  if (!chatId) return missingParameter(parameter);
  if (!/^[^@\s]+@[a-z.]+$/i.test(chatId)) return invalidChatId(parameter);
  const scenario = book.scenarioOf(chatId);
  const atOnce = answerAtOnce(scenario, request, clock.now());
  if (atOnce !== undefined) return atOnce;
  const url = await engine.getPicture(chatId, searchParams.get('refresh') === 'true', request.signal);
  // The contacts page says so itself: "{ id, url }".
  return wordPicture(
    scenario === 'picture' && parameter === 'contactId' ? 'contact-shape' : scenario,
    url,
    chatId,
  );
}

/** `GET /v2/chats/overview`: all chats, or those that `limit` and `offset` name. */
export async function answerOverview(parts: ChatRouteParts, request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const limit = readCount(searchParams.get('limit'), Number.POSITIVE_INFINITY);
  const offset = readCount(searchParams.get('offset'), 0);
  if (limit === undefined || offset === undefined) {
    return wawpError(
      400,
      'Bad Request - Invalid Parameter Format: limit and offset are whole numbers',
      'Bad Request',
    );
  }
  const chats = parts.book.chats.slice(offset, offset + limit);
  const summaries = await Promise.all(chats.map((chat) => summarize(parts, chat, request.signal)));
  return Response.json(parts.overviewShape === 'array' ? summaries : { ...summaries });
}

async function summarize(
  { engine, overviewPictures }: ChatRouteParts,
  chat: EmulatorChat,
  signal: AbortSignal,
) {
  const { id, name = null, unreadCount = 0, lastMessage } = chat;
  return {
    id,
    name,
    ...(overviewPictures && { picture: await engine.getListedPicture(id, signal) }),
    unreadCount,
    lastMessage: lastMessage
      ? {
          id: `false_${id}_${hash(lastMessage.body + lastMessage.timestamp)
            .toString(16)
            .toUpperCase()}`,
          body: lastMessage.body,
          timestamp: Math.floor(lastMessage.timestamp / 1000),
        }
      : null,
  };
}

function readCount(text: string | null, fallback: number): number | undefined {
  if (text === null || text === '') return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
