import type { ChatPicture } from '../../chat/ChatPicture.js';
import type { ChatId } from '../../chat/chatId.js';

interface PendingFetch {
  sourceId: string;
  chatId: ChatId;
  resolve: (picture: ChatPicture) => void;
}

const pending = new Set<PendingFetch>();

/** Resolves to the answer of an ordinary request, or to the picture of a refresh that is answered first. */
export async function unlessRefreshed(
  sourceId: string,
  chatId: ChatId,
  answer: Promise<ChatPicture>,
): Promise<ChatPicture> {
  let fetching: PendingFetch | undefined;
  const refreshed = new Promise<ChatPicture>((resolve) => {
    fetching = { sourceId, chatId, resolve };
    pending.add(fetching);
  });
  try {
    return await Promise.race([answer, refreshed]);
  } finally {
    if (fetching) pending.delete(fetching);
  }
}

/**
 * Resolves the pending ordinary requests for this chat. Their own answers are older than the refresh and would overwrite it;
 * cancelling them would reject every `fetchQuery` that waits for them.
 */
export function resolvePendingFetches(sourceId: string, chatId: ChatId, picture: ChatPicture): void {
  for (const fetching of pending) {
    if (fetching.sourceId === sourceId && fetching.chatId === chatId) fetching.resolve(picture);
  }
}
