import type { ChatId } from 'chat-avatar/wawp';
import { CliError } from './CliError.js';

/** Parses the argument `<chat id>` of a command. @throws {CliError} with a hint. */
export async function readChatId(text: string): Promise<ChatId> {
  const { parseChatId, ChatPictureError } = await import('chat-avatar/wawp');
  try {
    return parseChatId(text);
  } catch (thrown) {
    throw thrown instanceof ChatPictureError ? new CliError(thrown.message) : thrown;
  }
}
