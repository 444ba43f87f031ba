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
      const used =
        current ??
        renew(
          readOrRefuse(
            readAccessToken,
            'The access token of this instance is missing: its file or variable cannot be read, or is empty. Write it there.',
          ),
        );
      try {
        return await (await used.client).getChatPicture(chatId, options);
      } catch (thrown) {
        if (!(thrown instanceof ChatPictureError) || thrown.code !== 'unauthorized') throw thrown;
        if (current === used) current = undefined;
        const accessToken = readOrRefuse(
          readAccessToken,
          'Wawp refused the access token, and its file or variable has no other one: it cannot be read, or is empty. Write the new one there.',
        );
        if (accessToken === used.accessToken) throw thrown;
        return (await renew(accessToken).client).getChatPicture(chatId, options);
      }
    },
  };
}

/** The error of the file itself has its path, which is for the operator alone. */
function readOrRefuse(read: () => string, message: string): string {
  try {
    return read();
  } catch {
    throw new ChatPictureError('unauthorized', message);
  }
}
