import { ChatPictureError } from '../chat/ChatPictureError.js';
import { markThrottled } from '../query/refresh/throttledRefreshes.js';
import { type GatewayConnection, type GatewayRequest, openGateway } from './connection.js';
import type { GatewayAsk } from './GatewayAsk.js';
import { invalidResponse, readProblem } from './problem.js';
import { readAnswer, readThrottled } from './response.js';
import { readItems, readJson, untilAborted } from './stream.js';
import { gatewayFolder } from './urls.js';

/**
 * Sends one request, and gives each ask its answer as soon as it has come. When something breaks on the way, only those
 * fail that have no answer yet. When everybody has left, the request is aborted.
 */
export async function askGateway(
  connection: GatewayConnection,
  request: GatewayRequest,
  asks: GatewayAsk[],
): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const open = new Map(asks.map((ask) => [ask.chatId, ask]));
  const fail = (reason: unknown) => {
    for (const ask of open.values()) ask.reject(reason);
  };
  const stop = (reason: unknown) => {
    controller.abort(reason);
    // At once: whoever asks from now on must not join a request that is being aborted.
    fail(reason);
  };
  const stopIfDeserted = () => {
    if ([...open.values()].every((ask) => ask.deserted)) stop(undefined);
  };
  for (const ask of asks) ask.onDeserted = stopIfDeserted;

  const silence = watchSilence(connection.timeoutMs, stop);
  try {
    const folder = gatewayFolder(connection.baseUrl);
    const response = await untilAborted(openGateway(connection, request, folder, signal), signal);
    silence.heard();
    const reading = { signal, onArrival: silence.heard };
    if (isRedirect(response)) throw invalidResponse('with a redirect', response.status);
    if (!response.ok) {
      const document = await readJson(response, reading).catch(() => undefined);
      const error = readProblem(response, document);
      const held = readThrottled(document, folder);
      throw held ? markThrottled(error, held) : error;
    }
    for await (const item of readItems(response, reading)) {
      const answer = readAnswer(item, folder);
      const ask = answer && open.get(answer.chatId);
      if (!answer || !ask) continue;
      open.delete(answer.chatId);
      if ('picture' in answer) ask.resolve(answer.picture);
      else ask.reject(answer.error);
      // Read to its end even so: a body that is let go of counts as a failed request in the browser's tools.
      if (open.size > 0) stopIfDeserted();
    }
    fail(invalidResponse('without a word about this chat', response.status));
  } catch (thrown) {
    fail(thrown instanceof ChatPictureError ? thrown : noConnection(connection, thrown));
  } finally {
    silence.stop();
    // Lets go of a body that nobody has read to its end.
    controller.abort();
  }
}

/** Not the whole answer but each pause in it has a limit: a screen of slow chats may well take longer. */
function watchSilence(timeoutMs: number, stop: (reason: ChatPictureError) => void) {
  const expire = () =>
    stop(new ChatPictureError('timeout', `The gateway has said nothing for ${timeoutMs} ms.`));
  let timer = setTimeout(expire, timeoutMs);
  return {
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(expire, timeoutMs);
    },
    stop: () => clearTimeout(timer),
  };
}

/** A browser hides where a redirect leads, and its status too. */
function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}

function noConnection({ baseUrl }: GatewayConnection, cause: unknown): ChatPictureError {
  return new ChatPictureError(
    'network',
    `The connection to the gateway at ${baseUrl} failed or broke. If it is on another origin than this page, the gateway has to list this page's origin in allowedOrigins.`,
    { cause },
  );
}
