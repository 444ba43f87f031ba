import { ChatAvatar } from 'chat-avatar';
import { type Chat, isGroup, titleOf } from '../chats/Chat.js';
import { presenceOf } from '../demo/presenceOf.js';
import { useTexts } from '../texts/useTexts.js';
import { IconButton } from '../ui/IconButton.js';
import { PersonalText } from '../ui/PersonalText.js';
import { useNow } from '../ui/useNow.js';
import { ConversationStatus } from './ConversationStatus.js';

interface ConversationHeaderProps {
  chat: Chat;
  members: readonly Chat[];
  isDemo: boolean;
  /** Whether the list, and with it the page's heading, is out of sight. */
  isAlone: boolean;
  hasDetails: boolean;
  onToggleDetails: () => void;
  onBack: () => void;
}

export function ConversationHeader({
  chat,
  members,
  isDemo,
  isAlone,
  hasDetails,
  onToggleDetails,
  onBack,
}: ConversationHeaderProps) {
  const texts = useTexts();
  const now = useNow(60_000);
  const Heading = isAlone ? 'h1' : 'h2';
  const presence = isDemo ? presenceOf(chat, now) : undefined;
  return (
    <header className="conversation-header">
      <IconButton icon="back" label={texts.backToList} className="back-button" onClick={onBack} />
      <ChatAvatar
        chatId={chat.chatId}
        name={chat.name}
        size={44}
        shape="rounded"
        alt=""
        badge={presence?.online ? <span className="presence" /> : undefined}
      />
      <div className="conversation-who">
        <Heading className="conversation-title">
          <PersonalText>{titleOf(chat)}</PersonalText>
        </Heading>
        <p>
          {isGroup(chat) ? (
            members.length > 0 ? (
              texts.memberCount(members.length)
            ) : (
              texts.group
            )
          ) : (
            <ConversationStatus chat={chat} presence={presence} now={now} />
          )}
        </p>
      </div>
      <IconButton
        icon="panel"
        label={hasDetails ? texts.hideDetails : texts.showDetails}
        aria-expanded={hasDetails}
        onClick={onToggleDetails}
      />
    </header>
  );
}
