import { type Chat, isGroup } from '../chats/Chat.js';
import { presenceOf } from '../demo/presenceOf.js';
import { useHoverCard } from '../overlays/hoverCard/useHoverCard.js';
import { useTexts } from '../texts/useTexts.js';
import { ONLINE } from '../ui/badges.js';
import { FaceBesideName } from '../ui/FaceBesideName.js';
import { IconButton } from '../ui/IconButton.js';
import { PersonalText } from '../ui/PersonalText.js';
import { useFaceBadge } from '../ui/useFaceBadge.js';
import { useNow } from '../ui/useNow.js';
import { ConversationStatus } from './ConversationStatus.js';

interface ConversationHeaderProps {
  chat: Chat;
  memberCount: number;
  isDemo: boolean;
  /** The list, and with it the page's heading, is out of sight. */
  isAlone: boolean;
  hasDetails: boolean;
  onToggleDetails: () => void;
  onBack: () => void;
}

/** All of it, but for its other buttons, opens the details. */
export function ConversationHeader({
  chat,
  memberCount,
  isDemo,
  isAlone,
  hasDetails,
  onToggleDetails,
  onBack,
}: ConversationHeaderProps) {
  const texts = useTexts();
  const now = useNow(60_000);
  const hoverCard = useHoverCard(chat);
  const Heading = isAlone ? 'h1' : 'h2';
  const presence = isDemo ? presenceOf(chat, now) : undefined;
  const withBadge = useFaceBadge(chat, presence?.online ? ONLINE : undefined);
  return (
    <header className="conversation-header">
      <IconButton icon="back" label={texts.backToList} className="back-button" onClick={onBack} />
      <div className="conversation-who">
        <FaceBesideName chat={chat} rem={2.75} {...withBadge} />
        <div className="conversation-words">
          <Heading className="conversation-title">
            <button type="button" aria-expanded={hasDetails} onClick={onToggleDetails} {...hoverCard}>
              <PersonalText text={chat.title} />
            </button>
          </Heading>
          {isGroup(chat) ? (
            <p>{memberCount > 0 ? texts.memberCount(memberCount) : texts.group}</p>
          ) : (
            <ConversationStatus chat={chat} presence={presence} now={now} />
          )}
        </div>
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
