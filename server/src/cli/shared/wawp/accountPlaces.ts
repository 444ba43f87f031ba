import { ChatPictureError, type WawpClient } from 'chat-avatar/wawp';
import { placeOfVariable } from './readVariable.js';

/** Where the values of an account come from: variables, files that variables name, fields of `--config`, or `--emulator`. */
export interface AccountPlaces {
  instanceId: string;
  accessToken: string;
  baseUrl: string;
}

/** The places of the account in the environment, which `--emulator` replaces. */
export function placesIn(environment: NodeJS.ProcessEnv, emulator?: string): AccountPlaces {
  const place = (name: string) =>
    emulator === undefined ? placeOfVariable(name, environment) : '--emulator';
  return {
    instanceId: place('WAWP_INSTANCE_ID'),
    accessToken: place('WAWP_ACCESS_TOKEN'),
    baseUrl: place('WAWP_BASE_URL'),
  };
}

/** Rewrites a message of the client, so that it names the places in place of the usual variables. Wawp's own words stay. */
export function namePlaces(message: string, { instanceId, accessToken, baseUrl }: AccountPlaces): string {
  const [own = '', ...quoted] = message.split(WORDS_OF_WAWP);
  const named = own
    .replace(/\bWAWP_INSTANCE_ID\b/g, instanceId)
    .replace(/\bWAWP_ACCESS_TOKEN\b/g, accessToken)
    .replace(/\b(?:WAWP_BASE_URL|baseUrl)\b/g, baseUrl)
    .replace('--emulator and --emulator', '--emulator');
  return [named, ...quoted].join(WORDS_OF_WAWP);
}

const WORDS_OF_WAWP = ' Wawp said: ';

/** A client with errors that name the places. */
export function withPlaces(client: WawpClient, places: AccountPlaces): WawpClient {
  const named = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (thrown) {
      throw thrown instanceof ChatPictureError ? rename(thrown, places) : thrown;
    }
  };
  return {
    id: client.id,
    getChatPicture: (chatId, options) => named(client.getChatPicture(chatId, options)),
    getChatsOverview: (options) => named(client.getChatsOverview(options)),
    getSessionInfo: (options) => named(client.getSessionInfo(options)),
  };
}

function rename(error: ChatPictureError, places: AccountPlaces): ChatPictureError {
  const message = namePlaces(error.message, places);
  return message === error.message ? error : new ChatPictureError(error.code, message, error);
}
