import type { ChatId } from 'chat-avatar/wawp';
import type { Authorization } from '../middleware/Authorization.js';
import { type Bytes, PlainAnswer, targetOf } from '../node/PlainAnswer.js';
import type { ChatPictures } from '../pictures/ChatPictures.js';
import type { PictureItems } from '../pictures/PictureItems.js';
import { negotiatePictures, picturesBody, picturesHeaders } from '../pictures/picturesFormat.js';
import { MAX_CHAT_IDS } from './readChatIds.js';

export interface PicturesFastPathOptions {
  basePath: string;
  pictures: ChatPictures;
  items: PictureItems;
  authorization: Authorization;
}

/** What the middleware of the router adds to every answer of this kind. */
const DEFAULT_HEADERS = {
  vary: 'Accept, Origin',
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
};

/**
 * Fast path for `GET /pictures` of chats that are all in memory: joins their JSON, without the router, a timer, an `AbortSignal`
 * or a call of the store. Every request is authorized. Takes requests of programs and of pages of the gateway's own origin only.
 */
export class PicturesFastPath {
  readonly #options: PicturesFastPathOptions;
  /** What stands before the chat ids in a target. */
  readonly #start: string;

  constructor(options: PicturesFastPathOptions) {
    this.#options = options;
    this.#start = `${options.basePath.replace(/\/$/, '')}/pictures?`;
  }

  /** `undefined`: the router has to answer. */
  async answer(request: Request): Promise<PlainAnswer | undefined> {
    const chatIds = this.#chatIdsOf(request);
    if (chatIds === undefined) return undefined;
    const { authorization } = this.#options;
    const verdict = authorization.isAllowed(request);
    const isAllowed = typeof verdict === 'boolean' ? verdict : await verdict;
    // After `authorize`, which may take long: an erasure meanwhile counts.
    const items = isAllowed ? this.#itemsOf(chatIds) : undefined;
    if (items === undefined) {
      authorization.remember(request, isAllowed);
      return undefined;
    }
    const format = negotiatePictures(request.headers.get('accept') ?? undefined);
    const body = picturesBody(items, format);
    const length = body.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const headers = { ...picturesHeaders(format), ...DEFAULT_HEADERS, 'content-length': String(length) };
    return new PlainAnswer(200, headers, body);
  }

  /** The texts of the query, which need not be chat ids: memory has canonical ones only. */
  #chatIdsOf({ method, url, headers }: Request): Set<string> | undefined {
    if (method !== 'GET') return undefined;
    const target = targetOf(url);
    if (!target.startsWith(this.#start)) return undefined;
    if (headers.has('origin') || !isSameOrigin(headers)) return undefined;
    const chatIds = new Set<string>();
    for (const part of target.slice(this.#start.length).split('&')) {
      if (!part.startsWith('chatId=')) return undefined;
      chatIds.add(part.slice('chatId='.length).replace('%40', '@'));
      if (chatIds.size > MAX_CHAT_IDS) return undefined;
    }
    return chatIds;
  }

  /** The JSON of every chat. `undefined` if one of them is not in memory. */
  #itemsOf(chatIds: ReadonlySet<string>): Bytes[] | undefined {
    const { pictures, items } = this.#options;
    const found: Bytes[] = [];
    for (const text of chatIds) {
      const chatId = text as ChatId;
      const record = pictures.getFromMemory(chatId);
      const item = record && items.getFromMemory(chatId, record);
      if (item === undefined) return undefined;
      found.push(item);
    }
    return found;
  }
}

/** As far as the headers say it without a look at the host. */
function isSameOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  return site === null ? !headers.has('referer') : site === 'same-origin' || site === 'none';
}
