import type { ChatPicture, PictureSource } from 'chat-avatar';

type Answer = ChatPicture | Error | Promise<ChatPicture>;

export interface StubSource extends PictureSource {
  /** Every call, in order: the chat id, and whether it was a refresh. */
  calls: { chatId: string; refresh: boolean; signal: AbortSignal | undefined }[];
  asked(chatId: string): number;
  refreshes(): number;
}

let made = 0;

/** A stub source that answers with the given function and counts its calls. */
export function stubSource(answer: (chatId: string, refresh: boolean, call: number) => Answer): StubSource {
  const calls: StubSource['calls'] = [];
  made += 1;
  return {
    id: `stub-${made}`,
    calls,
    asked: (chatId) => calls.filter((call) => call.chatId === chatId && !call.refresh).length,
    refreshes: () => calls.filter((call) => call.refresh).length,
    async getChatPicture(chatId, { refresh = false, signal } = {}) {
      calls.push({ chatId, refresh, signal });
      const answered = await answer(chatId, refresh, calls.length);
      if (answered instanceof Error) throw answered;
      return answered;
    },
  };
}

export const picture = (url: string, more: { expiresAt?: number; srcSet?: string } = {}): ChatPicture => ({
  status: 'available',
  url,
  ...more,
});

/** A promise that is settled from outside. */
export function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((res, rej) => {
    resolve = res;
    reject = rej;
  });
  return { promise, resolve, reject };
}
