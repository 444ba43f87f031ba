import { createWawpClient, type PictureSource, type WawpClient } from 'chat-avatar/wawp';
import { withPlaces } from './accountPlaces.js';
import { createRotatingSource } from './createRotatingSource.js';
import { invalidAddress } from './createWawp.js';
import type { Instance } from './instances.js';

/**
 * The source of one instance of `--config`. While its access token is missing or refused, stored pictures are served.
 *
 * @throws {CliError} if the address is invalid.
 */
export function createInstanceSource(
  { id: instanceId, places, baseUrl, readAccessToken }: Instance,
  timeoutMs?: number,
): PictureSource {
  const createClient = (accessToken: string): WawpClient =>
    withPlaces(
      createWawpClient({
        instanceId,
        accessToken,
        ...(baseUrl && { baseUrl }),
        ...(timeoutMs !== undefined && { timeoutMs }),
      }),
      places,
    );
  try {
    const { id } = createClient('');
    return createRotatingSource({ id, createClient, readAccessToken });
  } catch (thrown) {
    throw invalidAddress(thrown, places);
  }
}
