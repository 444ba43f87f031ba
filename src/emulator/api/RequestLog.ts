import { canonicalId } from '../engine/ChatRegistry.js';

/** One request to the emulator, without credentials. */
export interface EmulatorRequest {
  method: string;
  /** Without the query. */
  path: string;
  /** As requested, for a request about one chat. */
  chatId?: string;
  /** Whether the request had `refresh=true`; for a picture only. */
  refresh?: boolean;
  /** On the emulator's clock, in ms since the epoch. */
  at: number;
}

/** Bounds the memory of an emulator that runs for months. */
const MAX_LENGTH = 10_000;

/** The requests, in order. */
export class RequestLog {
  readonly entries: EmulatorRequest[] = [];
  readonly #picturesOf = new Map<string, number>();
  #pictures = 0;

  add(request: Request, at: number): void {
    const { pathname, searchParams } = new URL(request.url);
    const chatId = searchParams.get('chatId') ?? searchParams.get('contactId') ?? undefined;
    const isPicture = pathname === '/v2/chats/picture' || pathname === '/v2/contacts/profile-picture';
    this.entries.push({
      method: request.method,
      path: pathname,
      ...(chatId !== undefined && { chatId }),
      ...(isPicture && { refresh: searchParams.get('refresh') === 'true' }),
      at,
    });
    if (this.entries.length > MAX_LENGTH) this.entries.shift();
    if (!isPicture) return;
    this.#pictures += 1;
    if (chatId === undefined) return;
    const key = canonicalId(chatId);
    this.#picturesOf.set(key, (this.#picturesOf.get(key) ?? 0) + 1);
  }

  /** The number of requests for a picture, of one chat or of all. */
  count(chatId: string | undefined): number {
    return chatId === undefined ? this.#pictures : (this.#picturesOf.get(canonicalId(chatId)) ?? 0);
  }

  reset(): void {
    this.entries.length = 0;
    this.#picturesOf.clear();
    this.#pictures = 0;
  }
}
