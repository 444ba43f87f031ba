import { canonicalId } from '../engine/ChatRegistry.js';

/** One request that the emulator got. It holds no credentials. */
export interface EmulatorRequest {
  method: string;
  /** Without the query. */
  path: string;
  /** As it was asked for, when the request was about one chat. */
  chatId?: string;
  /** Whether WhatsApp itself was to be asked; for a picture only. */
  refresh?: boolean;
  /** On the emulator's clock, in ms since the epoch. */
  at: number;
}

/** The log is for tests and for a look at a demo; one that runs for months must not grow without end. */
const MAX_LENGTH = 10_000;

/** What was asked, in order. */
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

  /** How often a picture was asked for. */
  count(chatId: string | undefined): number {
    return chatId === undefined ? this.#pictures : (this.#picturesOf.get(canonicalId(chatId)) ?? 0);
  }

  reset(): void {
    this.entries.length = 0;
    this.#picturesOf.clear();
    this.#pictures = 0;
  }
}
