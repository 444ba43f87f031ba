import type { ChatPicture } from '../chat/ChatPicture.js';
import type { ChatId } from '../chat/chatId.js';
import { untilAborted } from '../lib/untilAborted.js';

/** A pending request for one chat. Settled once. */
export interface PendingPicture {
  readonly chatId: ChatId;
  /** The number of callers that wait. */
  callers: number;
  /** Called when `callers` falls to 0 before there is an answer. */
  onAbandoned?: (() => void) | undefined;
  resolve(picture: ChatPicture): void;
  reject(reason: unknown): void;
}

/**
 * Single flight. Concurrent calls for one chat share one request. An aborted call rejects at once with its signal's reason and
 * does not affect the others; when every call has been aborted, `onAbandoned` runs. `start` is called once per flight.
 */
export function singleFlight(start: (pending: PendingPicture) => void) {
  const flights = new Map<ChatId, { pending: PendingPicture; answer: Promise<ChatPicture> }>();

  const takeOff = (chatId: ChatId) => {
    const pending: PendingPicture = { chatId, callers: 0, resolve() {}, reject() {} };
    const answer = new Promise<ChatPicture>((resolve, reject) => {
      const landing =
        <Value>(settle: (value: Value) => void) =>
        (value: Value) => {
          flights.delete(chatId);
          pending.onAbandoned = undefined;
          settle(value);
        };
      pending.resolve = landing(resolve);
      pending.reject = landing(reject);
    });
    const flight = { pending, answer };
    flights.set(chatId, flight);
    start(pending);
    return flight;
  };

  return async (chatId: ChatId, signal?: AbortSignal): Promise<ChatPicture> => {
    const { pending, answer } = flights.get(chatId) ?? takeOff(chatId);
    pending.callers += 1;
    try {
      return await untilAborted(answer, signal);
    } finally {
      pending.callers -= 1;
      if (pending.callers === 0) pending.onAbandoned?.();
    }
  };
}
