import type { Chat } from '../chats/Chat.js';
import { matchesInPhone, wordsOf } from '../chats/searchChats.js';
import { useTexts } from '../texts/useTexts.js';
import { findMatches } from '../ui/findMatches.js';
import { Highlighted } from '../ui/Highlighted.js';
import { PersonalText } from '../ui/PersonalText.js';

interface RowPreviewProps {
  chat: Chat;
  sender: string | undefined;
  query: string;
}

/** The latest message, or the number if the search found the chat by it. */
export function RowPreview({ chat, sender, query }: RowPreviewProps) {
  const texts = useTexts();
  const found = matchesInPhone(chat.phone, query);
  if (chat.phone && chat.phone !== chat.title && found.length > 0) {
    return (
      <bdi dir="ltr" className="row-preview">
        <Highlighted text={chat.phone} matches={found} />
      </bdi>
    );
  }
  const body = chat.lastMessage.body || texts.noMessage;
  const message = <Highlighted text={body} matches={findMatches(body, wordsOf(query))} />;
  return (
    <PersonalText className="row-preview" text={sender ? `${sender}: ${body}` : body}>
      {sender ? (
        <>
          <bdi className="row-sender">{sender.split(' ', 1)[0]}:</bdi> <bdi>{message}</bdi>
        </>
      ) : (
        message
      )}
    </PersonalText>
  );
}
