import type { ChatPicture } from '../../chat/ChatPicture.js';
import type { ChatId } from '../../chat/chatId.js';

interface OpenAsk {
  sourceId: string;
  chatId: ChatId;
  resolve: (picture: ChatPicture) => void;
}

const open = new Set<OpenAsk>();

/** The answer to an ordinary request, or the picture of a refresh that is answered first. */
export async function unlessRefreshed(
  sourceId: string,
  chatId: ChatId,
  answer: Promise<ChatPicture>,
): Promise<ChatPicture> {
  let ask: OpenAsk | undefined;
  const refreshed = new Promise<ChatPicture>((resolve) => {
    ask = { sourceId, chatId, resolve };
    open.add(ask);
  });
  try {
    return await Promise.race([answer, refreshed]);
  } finally {
    if (ask) open.delete(ask);
  }
}

/**
 * Answers the ordinary requests for this chat that are under way. Their own answers are older than the refresh and would
 * overwrite it; a cancelled request would reject every `fetchQuery` that waits for it.
 */
export function answerOpenAsks(sourceId: string, chatId: ChatId, picture: ChatPicture): void {
  for (const ask of open) {
    if (ask.sourceId === sourceId && ask.chatId === chatId) ask.resolve(picture);
  }
}
