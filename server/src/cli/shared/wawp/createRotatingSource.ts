import { ChatPictureError, type PictureSource, type WawpClient } from 'chat-avatar/wawp';

export interface RotatingSourceOptions {
  id: string;
  createClient(accessToken: string): WawpClient | Promise<WawpClient>;
  /** Reads the token from its file or variable. @throws if it is missing. */
  readAccessToken(): string;
}

/**
 * A source whose access token may be replaced while the process runs. The token is read with the first request, and again after Wawp has
 * refused it: if it has changed, the request is repeated once with the new one; otherwise the next request reads it again.
 */
export function createRotatingSource({
  id,
  createClient,
  readAccessToken,
}: RotatingSourceOptions): PictureSource {
  let current: { accessToken: string; client: WawpClient | Promise<WawpClient> } | undefined;
  /** The client of the token that is stored now. */
  const renew = (accessToken: string) => {
    if (current?.accessToken !== accessToken) current = { accessToken, client: createClient(accessToken) };
    return current;
  };
  return {
    id,
    async getChatPicture(chatId, options) {
      const used = current ?? renew(readOrRefuse(readAccessToken));
      try {
        return await (await used.client).getChatPicture(chatId, options);
      } catch (thrown) {
        if (!(thrown instanceof ChatPictureError) || thrown.code !== 'unauthorized') throw thrown;
        const accessToken = readOr(readAccessToken, used.accessToken);
        if (accessToken === used.accessToken) {
          if (current === used) current = undefined;
          throw thrown;
        }
        return (await renew(accessToken).client).getChatPicture(chatId, options);
      }
    },
  };
}

function readOr(read: () => string, otherwise: string): string {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** The sentence with the path of a file is for the operator alone, and is logged at the start. */
function readOrRefuse(read: () => string): string {
  try {
    return read();
  } catch {
    throw new ChatPictureError(
      'unauthorized',
      'The access token of this instance is missing. The log of the gateway names its place.',
    );
  }
}
