import { ChatPictureError, createWawpClient, type PictureSource, type WawpClient } from 'chat-avatar/wawp';
import { CliError } from '../CliError.js';
import { cliSentence } from '../cliSentence.js';
import type { Instance } from './instances.js';

/**
 * The source of one instance of `--config`. Its access token is read with the first request, and again after Wawp has refused it, so
 * that a token that is missing or was replaced needs no restart. Until then, stored pictures are served.
 *
 * @throws {CliError} if the address is invalid.
 */
export function createInstanceSource(
  { id: instanceId, at, baseUrl, readAccessToken }: Instance,
  timeoutMs?: number,
): PictureSource {
  const create = (accessToken: string): WawpClient =>
    createWawpClient({
      instanceId,
      accessToken,
      ...(baseUrl && { baseUrl }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  const { id } = createOr(() => create(''), at);
  let client: WawpClient | undefined;
  return {
    id,
    async getChatPicture(chatId, options) {
      client ??= create(readOrRefuse(readAccessToken));
      try {
        return await client.getChatPicture(chatId, options);
      } catch (thrown) {
        if (thrown instanceof ChatPictureError && thrown.code === 'unauthorized') client = undefined;
        throw thrown;
      }
    },
  };
}

function createOr(create: () => WawpClient, at: string): WawpClient {
  try {
    return create();
  } catch (thrown) {
    const reason = thrown instanceof Error ? cliSentence(thrown.message) : 'it is not a valid URL.';
    throw new CliError(`${at}.baseUrl: ${reason}`);
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
