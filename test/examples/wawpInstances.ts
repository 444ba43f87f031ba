import { createWawpEmulator, type WawpEmulator } from 'chat-avatar/testing';
import { startEmulator } from '../../server/test/enricher/enricher.fixture.js';
import { type HttpServer, startHttpServer } from '../support/startHttpServer.js';

export interface WawpInstances extends HttpServer {
  /** The account behind an instance. */
  of(instanceId: string): WawpEmulator;
  /** Answers for an instance in place of its account, unless it resolves to nothing. */
  answerInstead(instanceId: string, answer: AnswerInstead): void;
}

type AnswerInstead = (path: string) => Response | undefined | Promise<Response | undefined>;

/** A Wawp with several instances, each an account of its own with a token of its own, over HTTP. */
export async function startWawpInstances(
  tokens: Readonly<Record<string, string>>,
  chats: number,
): Promise<WawpInstances> {
  const accounts = new Map<string, Awaited<ReturnType<typeof startEmulator>>>();
  for (const [instanceId, accessToken] of Object.entries(tokens)) {
    accounts.set(instanceId, await startEmulator({ instanceId, accessToken, chats }));
  }
  const instead = new Map<string, AnswerInstead>();
  const stranger = createWawpEmulator({ instanceId: 'none of these' });
  const server = await startHttpServer(async (request, response) => {
    const url = new URL(request.url ?? '/', server.origin);
    const instanceId = url.searchParams.get('instance_id') ?? '';
    const account = accounts.get(instanceId)?.emulator ?? stranger;
    const reply = (await instead.get(instanceId)?.(url.pathname)) ?? (await account.fetch(url));
    response.writeHead(reply.status, Object.fromEntries(reply.headers));
    response.end(Buffer.from(await reply.arrayBuffer()));
  });
  return {
    ...server,
    of(instanceId) {
      const account = accounts.get(instanceId);
      if (!account) throw new Error(`There is no instance ${instanceId}.`);
      return account.emulator;
    },
    answerInstead: (instanceId, answer) => void instead.set(instanceId, answer),
    async close() {
      await server.close();
      for (const { close } of accounts.values()) await close();
    },
  };
}
