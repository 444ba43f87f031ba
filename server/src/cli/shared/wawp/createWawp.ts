import type { WawpClient } from 'chat-avatar/wawp';
import { CliError } from '../CliError.js';
import { cliSentence } from '../cliSentence.js';

export interface WawpAccount {
  instanceId: string;
  accessToken: string;
  baseUrl?: string | undefined;
  /** Time-out of one picture request, in ms. */
  timeoutMs?: number;
  /** Time-out of one page of the overview, in ms. It is longer, because Wawp may look up every chat of the page. */
  overviewTimeoutMs?: number;
}

/** Creates a Wawp client. @throws {CliError} if the address is invalid. */
export async function createWawp({
  overviewTimeoutMs,
  timeoutMs,
  baseUrl,
  ...account
}: WawpAccount): Promise<WawpClient> {
  const { createWawpClient } = await import('chat-avatar/wawp');
  const withTimeout = (ms: number | undefined) =>
    createWawpClient({ ...account, ...(baseUrl && { baseUrl }), ...(ms !== undefined && { timeoutMs: ms }) });
  try {
    const client = withTimeout(timeoutMs);
    if (overviewTimeoutMs === undefined) return client;
    const { getChatsOverview } = withTimeout(overviewTimeoutMs);
    return { ...client, getChatsOverview };
  } catch (thrown) {
    const reason = thrown instanceof Error ? cliSentence(thrown.message) : 'it is not a valid URL.';
    throw new CliError(`WAWP_BASE_URL: ${reason}`);
  }
}
