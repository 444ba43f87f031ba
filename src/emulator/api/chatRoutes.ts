import { invalidChatId, missingParameter, wawpError } from '../answers.js';
import { isCdnPath } from '../cdn/pictureUrls.js';
import type { ChatRegistry } from '../engine/ChatRegistry.js';
import type { EmulatorClock } from '../engine/clock.js';
import type { PictureEngine } from '../engine/PictureEngine.js';
import { hash } from '../hash.js';
import type { EmulatorChat } from '../scenarios/EmulatorChat.js';
import { encodeContactPicture, encodePicture, immediateAnswer, noUrl } from '../scenarios/scenarioAnswers.js';

export interface ChatRouteParts {
  registry: ChatRegistry;
  /** @default the origin of the request, or WhatsApp's CDN when the request went to Wawp's host */
  pictureOrigin: string | undefined;
  engine: PictureEngine;
  clock: EmulatorClock;
  overviewShape: 'array' | 'numeric-keys';
  overviewPictures: boolean;
  individuals: 'chats' | 'contacts';
}

/** Requests to Wawp's own host are intercepted in this process, and so are those to WhatsApp's CDN. */
const WAWP_HOST = 'api.wawp.net';
const WHATSAPP_CDN = 'https://pps.whatsapp.net';

/** `GET /v2/chats/picture` and, with `contactId`, `GET /v2/contacts/profile-picture`. */
export async function answerPicture(
  parts: ChatRouteParts,
  request: Request,
  parameter: 'chatId' | 'contactId',
): Promise<Response> {
  const { registry, engine, clock, individuals } = parts;
  const { searchParams } = new URL(request.url);
  const chatId = searchParams.get(parameter);
  if (!chatId) return missingParameter(parameter);
  if (!/^[^@\s]+@[a-z.]+$/i.test(chatId)) return invalidChatId(parameter);
  // Groups and channels have no contact.
  if (parameter === 'contactId' && !isIndividual(chatId)) return invalidChatId(parameter);
  const scenario = registry.scenarioOf(chatId);
  const immediate = immediateAnswer(scenario, request, clock.now());
  if (immediate !== undefined) return immediate;
  if (individuals === 'contacts' && parameter === 'chatId' && isIndividual(chatId)) return noUrl();
  const path = await engine.getPicture(chatId, searchParams.get('refresh') === 'true', request.signal);
  const url = withOrigin(parts, request, path);
  return parameter === 'contactId'
    ? encodeContactPicture(scenario, url, chatId)
    : encodePicture(scenario, url, chatId);
}

function isIndividual(id: string): boolean {
  return /@(?:c\.us|s\.whatsapp\.net|lid)$/i.test(id);
}

/** `GET /v2/chats/overview`: all chats, or the page that `limit` and `offset` select. */
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
  const chats = parts.registry.chats.slice(offset, offset + limit);
  const summaries = await Promise.all(chats.map((chat) => summarize(parts, chat, request)));
  return Response.json(parts.overviewShape === 'array' ? summaries : { ...summaries });
}

async function summarize(parts: ChatRouteParts, chat: EmulatorChat, request: Request) {
  const { engine, overviewPictures } = parts;
  const { id, name = null, unreadCount = 0, lastMessage } = chat;
  return {
    id,
    name,
    ...(overviewPictures && {
      picture: withOrigin(parts, request, await engine.getListedPicture(id, request.signal)),
    }),
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

/** Completes the URL of a picture on the CDN. Other URLs and empty answers stay as they are. */
function withOrigin({ pictureOrigin }: ChatRouteParts, request: Request, url: string | null): string | null {
  if (url === null || !isCdnPath(url)) return url;
  const { hostname, origin } = new URL(request.url);
  return (pictureOrigin ?? (hostname === WAWP_HOST ? WHATSAPP_CDN : origin)) + url;
}

function readCount(text: string | null, fallback: number): number | undefined {
  if (text === null || text === '') return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
