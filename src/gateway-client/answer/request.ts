import { ChatPictureError } from '../../chat/ChatPictureError.js';
import { untilAborted } from '../../lib/untilAborted.js';
import { MAX_TIMEOUT } from '../../lib/withTimeout.js';
import type { PendingPicture } from '../singleFlight.js';
import { explainNoConnection, explainSilence } from '../warnings.js';
import { type GatewayConnection, type GatewayRequest, openGateway } from './connection.js';
import { invalidResponse, readProblem } from './problem.js';
import { readAnswer, readThrottled } from './response.js';
import { readItems, readJson } from './stream.js';
import { gatewayFolder } from './urls.js';

/** The longest answer, as a multiple of `timeoutMs`. */
const PAUSES = 10;

/**
 * Sends one request, and settles each chat as its item arrives. A failure rejects only the chats without an answer. When all
 * callers have aborted, the request is aborted. Never rejects.
 */
export async function fetchPictures(
  connection: GatewayConnection,
  request: GatewayRequest,
  batch: PendingPicture[],
): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const open = new Map(batch.map((pending) => [pending.chatId, pending]));
  const fail = (reason: unknown) => {
    for (const pending of open.values()) pending.reject(reason);
    open.clear();
  };
  const stop = (reason?: unknown) => {
    controller.abort(reason);
    // Synchronously: a later call must not join a request that is being aborted.
    fail(reason);
  };
  const stopIfAbandoned = () => {
    if ([...open.values()].every(({ callers }) => callers === 0)) stop();
  };
  for (const pending of batch) pending.onAbandoned = stopIfAbandoned;

  // Two time-outs: one for each pause, as many slow chats take long together; and one for the whole answer, which may drip for ever.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onArrival = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => stop(timedOut(`has sent nothing for ${connection.timeoutMs} ms`)),
      connection.timeoutMs,
    );
  };
  const longest = Math.min(connection.timeoutMs * PAUSES, MAX_TIMEOUT);
  const end = setTimeout(() => stop(timedOut(`has not ended its answer within ${longest} ms`)), longest);
  const reading = { signal, onArrival };
  onArrival();
  let response: Response | undefined;
  try {
    const folder = gatewayFolder(connection.baseUrl);
    response = await untilAborted(openGateway(connection, request, folder, signal), signal);
    onArrival();
    if (!response.ok) {
      const document = await readJson(response, reading).catch(() => undefined);
      throw readProblem(response, document, readThrottled(document, folder));
    }
    for await (const item of readItems(response, reading)) {
      const answer = readAnswer(item, folder);
      const pending = answer && open.get(answer.chatId);
      if (!answer || !pending) continue;
      open.delete(answer.chatId);
      if ('picture' in answer) pending.resolve(answer.picture);
      else pending.reject(answer.error);
      // The body is read to its end even after the last answer: browsers report an unread body as a failed request.
      if (open.size > 0) stopIfAbandoned();
    }
    if (open.size > 0) throw invalidResponse('sent no entry for this chat', response.status);
  } catch (thrown) {
    // An abort has settled its chats.
    if (!signal.aborted) fail(thrown instanceof ChatPictureError ? thrown : noConnection(connection, thrown));
  } finally {
    clearTimeout(timer);
    clearTimeout(end);
    // Releases the connection of an unread body. The stream of a body ends before its request: aborted at once, a whole answer would be a
    // request that the browser reports as cancelled.
    if (!response?.bodyUsed) controller.abort();
  }
}

/** @param predicate completes the sentence "The gateway …". */
function timedOut(predicate: string): ChatPictureError {
  let message = `The gateway ${predicate}.`;
  if (process.env.NODE_ENV !== 'production') message = explainSilence(message);
  return new ChatPictureError('timeout', message);
}

function noConnection({ baseUrl }: GatewayConnection, cause: unknown): ChatPictureError {
  let message = `The request to the gateway at ${baseUrl} failed.`;
  if (process.env.NODE_ENV !== 'production') message = explainNoConnection(message);
  return new ChatPictureError('network', message, { cause });
}
