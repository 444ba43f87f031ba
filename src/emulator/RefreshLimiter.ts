import type { EmulatorClock } from './clock.js';

/** How many `refresh=true` WhatsApp bears in a sliding window before it answers empty. */
export interface EmulatorRefreshLimit {
  /** @default 5 */
  perChat?: number | undefined;
  /** For all chats together. @default 30 */
  overall?: number | undefined;
  /** In ms. @default 60_000 */
  windowMs?: number | undefined;
}

/** WhatsApp's "visual rate limiting": who asks too often is told that there is no picture. */
export class RefreshLimiter {
  readonly #clock: EmulatorClock;
  readonly #limit: { perChat: number; overall: number; windowMs: number };
  #asked: { chatId: string; at: number }[] = [];

  constructor(clock: EmulatorClock, { perChat = 5, overall = 30, windowMs = 60_000 }: EmulatorRefreshLimit) {
    this.#clock = clock;
    this.#limit = { perChat, overall, windowMs };
  }

  /** Counts one refresh, and says whether WhatsApp still answers it. */
  allows(chatId: string): boolean {
    const now = this.#clock.now();
    this.#asked = this.#asked.filter(({ at }) => at <= now && now - at < this.#limit.windowMs);
    this.#asked.push({ chatId, at: now });
    const ofThisChat = this.#asked.filter((ask) => ask.chatId === chatId).length;
    return ofThisChat <= this.#limit.perChat && this.#asked.length <= this.#limit.overall;
  }

  reset(): void {
    this.#asked = [];
  }
}
