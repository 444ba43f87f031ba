import type { ChatId } from 'chat-avatar/wawp';
import { type Budget, type BudgetOptions, createBudget } from '../../store/createBudget.js';
import type { StorageAdapter } from '../../store/storage/StorageAdapter.js';
import { GatewayLimitError } from './GatewayLimitError.js';

/** Of the rate limit: for one caller, for all refreshes, and for the refreshes of one caller. */
const SHARE = { caller: 1 / 4, refresh: 1 / 4, callerRefresh: 1 / 20 };

/** One caller has used up its share of the rate limit. Other callers have not. */
class CallerLimitError extends GatewayLimitError {
  constructor(retryAfterMs: number) {
    super('You have used up your share of the requests to WhatsApp. Try again later.', retryAfterMs);
  }
}

/** A request to the source. */
export interface SourceRequest {
  chatId: ChatId;
  refresh: boolean;
  /** The caller that is charged for it. Without one, only the common limit counts. */
  caller: string | undefined;
}

/**
 * Rate limits of one source: one for all requests, and smaller ones for refreshes, for each caller, and for the refreshes of each
 * caller, so that a caller cannot spend the requests of the others.
 */
export class SourceBudget {
  readonly #all: Budget;
  readonly #refreshes: Budget;
  readonly #callers: Budget;
  readonly #callerRefreshes: Budget;
  /** Requests that the limit for refreshes has counted. */
  readonly #counted = new WeakSet<SourceRequest>();

  constructor(storage: StorageAdapter, options: BudgetOptions) {
    const { name, points } = options;
    const part = (kind: string, share: number) =>
      createBudget(storage, {
        ...options,
        name: `${name} ${kind}`,
        points: Math.max(1, Math.floor(points * share)),
      });
    this.#all = createBudget(storage, options);
    this.#refreshes = part('refresh', SHARE.refresh);
    this.#callers = part('caller ', SHARE.caller);
    this.#callerRefreshes = part('caller-refresh ', SHARE.callerRefresh);
  }

  /** Counts a request to its caller. Call it once for each request. @throws {CallerLimitError} */
  async spendShare({ refresh, caller }: SourceRequest): Promise<void> {
    if (caller === undefined) return;
    const taken = await (refresh ? this.#callerRefreshes : this.#callers).take(caller);
    if (!taken.allowed) throw new CallerLimitError(taken.retryAfterMs);
  }

  /** Counts a request to the common limits. Call it again if it was not allowed: the limit for refreshes counts it once. */
  async take(request: SourceRequest): ReturnType<Budget['take']> {
    if (request.refresh && !this.#counted.has(request)) {
      const taken = await this.#refreshes.take();
      if (!taken.allowed) return taken;
      this.#counted.add(request);
    }
    return this.#all.take();
  }
}
