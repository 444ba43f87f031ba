import type { EmulatorClock } from './clock.js';

/** At most `limit` requests in a sliding window of `windowMs`. */
export interface EmulatorRateLimit {
  limit: number;
  /** In ms. @default 60_000 */
  windowMs?: number | undefined;
}

interface Window {
  limit: number;
  windowMs: number;
}

const withWindow = ({ limit, windowMs = 60_000 }: EmulatorRateLimit): Window => ({ limit, windowMs });

/**
 * Rate limiter for `refresh=true`, in sliding windows: one for each chat, one for all chats. Over the limit WhatsApp reports
 * no error; it answers as if the chat had no picture ("visual rate limiting").
 */
export class RefreshLimiter {
  readonly #clock: EmulatorClock;
  readonly #overall: Window;
  readonly #perChat: Window;
  #refreshes: { chatId: string; at: number }[] = [];

  constructor(clock: EmulatorClock, overall: EmulatorRateLimit, perChat: EmulatorRateLimit) {
    this.#clock = clock;
    this.#overall = withWindow(overall);
    this.#perChat = withWindow(perChat);
  }

  /** Counts one refresh. Returns `false` when it exceeds a limit. */
  allows(chatId: string): boolean {
    const now = this.#clock.now();
    const longest = Math.max(this.#overall.windowMs, this.#perChat.windowMs);
    this.#refreshes = this.#refreshes.filter(({ at }) => at <= now && now - at < longest);
    this.#refreshes.push({ chatId, at: now });
    const isWithin = ({ limit, windowMs }: Window, refreshes: readonly { at: number }[]) =>
      refreshes.filter(({ at }) => now - at < windowMs).length <= limit;
    const ofThisChat = this.#refreshes.filter((refresh) => refresh.chatId === chatId);
    return isWithin(this.#perChat, ofThisChat) && isWithin(this.#overall, this.#refreshes);
  }

  reset(): void {
    this.#refreshes = [];
  }
}
