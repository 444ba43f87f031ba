import { createWawpClient, type PictureSource, type WawpClient } from 'chat-avatar/wawp';
import { CliError } from '../CliError.js';
import { cliSentence } from '../cliSentence.js';
import { createRotatingSource } from './createRotatingSource.js';
import type { Instance } from './instances.js';

/**
 * The source of one instance of `--config`. While its access token is missing or refused, stored pictures are served.
 *
 * @throws {CliError} if the address is invalid.
 */
export function createInstanceSource(
  { id: instanceId, at, baseUrl, readAccessToken }: Instance,
  timeoutMs?: number,
): PictureSource {
  const createClient = (accessToken: string): WawpClient =>
    createWawpClient({
      instanceId,
      accessToken,
      ...(baseUrl && { baseUrl }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  const { id } = createOr(() => createClient(''), at);
  return createRotatingSource({ id, createClient, readAccessToken });
}

function createOr(create: () => WawpClient, at: string): WawpClient {
  try {
    return create();
  } catch (thrown) {
    const reason = thrown instanceof Error ? cliSentence(thrown.message) : 'it is not a valid URL.';
    throw new CliError(`${at}.baseUrl: ${reason}`);
  }
}
