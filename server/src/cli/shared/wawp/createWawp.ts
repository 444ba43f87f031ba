import type { WawpClient } from 'chat-avatar/wawp';
import { CliError } from '../CliError.js';
import { cliSentence } from '../cliSentence.js';
import { type AccountPlaces, namePlaces, withPlaces } from './accountPlaces.js';

export interface WawpAccount {
  instanceId: string;
  accessToken: string;
  baseUrl?: string | undefined;
  /** Time-out of one picture request, in ms. */
  timeoutMs?: number;
  /** Time-out of one page of the overview, in ms. It is longer, because Wawp may look up every chat of the page. */
  overviewTimeoutMs?: number;
  places: AccountPlaces;
}

/** Creates a Wawp client. @throws {CliError} if the address is invalid. */
export async function createWawp({
  overviewTimeoutMs,
  timeoutMs,
  baseUrl,
  places,
  ...account
}: WawpAccount): Promise<WawpClient> {
  const { createWawpClient } = await import('chat-avatar/wawp');
  const withTimeout = (ms: number | undefined) =>
    createWawpClient({ ...account, ...(baseUrl && { baseUrl }), ...(ms !== undefined && { timeoutMs: ms }) });
  try {
    const client = withTimeout(timeoutMs);
    if (overviewTimeoutMs === undefined) return withPlaces(client, places);
    const { getChatsOverview } = withTimeout(overviewTimeoutMs);
    return withPlaces({ ...client, getChatsOverview }, places);
  } catch (thrown) {
    throw invalidAddress(thrown, places);
  }
}

/** The error for an address that the client refuses. */
export function invalidAddress(thrown: unknown, places: AccountPlaces): CliError {
  const reason =
    thrown instanceof Error ? namePlaces(cliSentence(thrown.message), places) : 'it is not a valid URL.';
  return new CliError(`${places.baseUrl}: ${reason}`);
}
