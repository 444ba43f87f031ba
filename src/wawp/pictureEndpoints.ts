import type { ChatPicture } from '../chat/ChatPicture.js';
import { ChatPictureError } from '../chat/ChatPictureError.js';
import type { ChatId } from '../chat/chatId.js';
import type { WawpAnswer } from './answers/answer.js';
import type { UrlPolicy } from './answers/pictureUrl.js';
import { lacksUrl, readPicture } from './answers/readPicture.js';

export type Individuals = 'chats' | 'contacts' | 'auto';

type Endpoint = 'chats' | 'contacts';

const ENDPOINTS = {
  chats: { path: '/v2/chats/picture', parameter: 'chatId' },
  contacts: { path: '/v2/contacts/profile-picture', parameter: 'contactId' },
} as const satisfies Record<Endpoint, object>;

export type AskWawp = (path: string, params: Record<string, string>) => Promise<WawpAnswer>;

/** @throws {TypeError} for another value. */
export function readIndividuals(individuals: Individuals = 'auto'): Individuals {
  if (['chats', 'contacts', 'auto'].includes(individuals)) return individuals;
  throw new TypeError(
    "createWawpClient takes individuals as 'chats', 'contacts' or 'auto', but got another value.",
  );
}

/**
 * Feature detection. Chooses the endpoint for each chat, and remembers which one has the pictures of individuals as soon as an
 * answer shows it: one with a URL field, also an empty one, or one about a hidden picture.
 */
export function pictureEndpoints(individuals: Individuals, policy: UrlPolicy) {
  let known: Endpoint | undefined = individuals === 'auto' ? undefined : individuals;

  return async (chatId: ChatId, refresh: boolean, ask: AskWawp): Promise<ChatPicture> => {
    const askAt = (endpoint: Endpoint) => {
      const { path, parameter } = ENDPOINTS[endpoint];
      return ask(path, { [parameter]: chatId, ...(refresh && { refresh: 'true' }) });
    };
    if (!isIndividual(chatId)) return readPicture(await askAt('chats'), policy);
    if (known !== undefined) return readPicture(await askAt(known), policy);

    const first = await askAt('chats');
    if (!lacksUrl(first)) {
      if (first.status < 300) known = 'chats';
      return readPicture(first, policy);
    }
    const second = await readSecond(await askAt('contacts'), policy);
    known = second.works ?? known;
    return second.picture ?? readPicture(first, policy);
  };
}

/** The contacts endpoint exists for persons alone. */
function isIndividual(chatId: ChatId): boolean {
  return chatId.endsWith('@c.us') || chatId.endsWith('@lid');
}

interface SecondOpinion {
  /** `undefined` when the first answer stands. */
  picture?: ChatPicture;
  /** `undefined` when the answer does not show it. */
  works?: Endpoint;
}

/**
 * Reads the answer of the contacts endpoint. A 404 stands for a person without a picture as well as for a missing endpoint, so
 * nothing is remembered.
 *
 * @throws {ChatPictureError} when another attempt may tell more.
 */
function readSecond(answer: WawpAnswer, policy: UrlPolicy): SecondOpinion {
  if (lacksUrl(answer)) return { works: 'chats' };
  try {
    const picture = readPicture(answer, policy);
    return answer.status === 404 ? {} : { picture, works: 'contacts' };
  } catch (thrown) {
    if (!(thrown instanceof ChatPictureError)) throw thrown;
    if (thrown.code === 'invalid-chat-id') return {};
    const isMissing = thrown.code === 'unauthorized' || thrown.code === 'invalid-response';
    if (isMissing || answer.status === 501) return { works: 'chats' };
    throw thrown;
  }
}
