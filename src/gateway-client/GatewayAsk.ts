import type { ChatPicture } from '../chat/ChatPicture.js';
import type { ChatId } from '../chat/chatId.js';

interface Waiter {
  resolve(picture: ChatPicture): void;
  reject(reason: unknown): void;
  stopListening(): void;
}

/** One chat that the gateway is, or will be, asked about, and all who wait for its answer. */
export class GatewayAsk {
  readonly chatId: ChatId;
  /** Called when the last who waited has left. */
  onDeserted: (() => void) | undefined;
  readonly #onSettled: () => void;
  readonly #waiters = new Set<Waiter>();
  #settled = false;

  constructor(chatId: ChatId, onSettled: () => void) {
    this.chatId = chatId;
    this.#onSettled = onSettled;
  }

  get settled(): boolean {
    return this.#settled;
  }

  get deserted(): boolean {
    return this.#waiters.size === 0;
  }

  /** The answer; or, as soon as this caller leaves, the signal's reason. */
  wait(signal?: AbortSignal): Promise<ChatPicture> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiters.delete(waiter);
        reject(signal?.reason);
        if (this.deserted && !this.#settled) this.onDeserted?.();
      };
      const waiter = { resolve, reject, stopListening: () => signal?.removeEventListener('abort', leave) };
      this.#waiters.add(waiter);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  resolve(picture: ChatPicture): void {
    this.#settle((waiter) => waiter.resolve(picture));
  }

  reject(reason: unknown): void {
    this.#settle((waiter) => waiter.reject(reason));
  }

  /** The first answer counts. */
  #settle(tell: (waiter: Waiter) => void): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#onSettled();
    for (const waiter of this.#waiters) {
      waiter.stopListening();
      tell(waiter);
    }
    this.#waiters.clear();
  }
}
