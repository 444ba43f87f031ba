import { ChatAvatar, ChatAvatarGroup } from 'chat-avatar';
import type { Chat } from '../chats/Chat.js';
import { useHoverCard } from '../overlays/hoverCard/useHoverCard.js';
import { useTexts } from '../texts/useTexts.js';
import { FaceBesideName } from '../ui/FaceBesideName.js';
import { PersonalText } from '../ui/PersonalText.js';
import { toPixels } from '../ui/toPixels.js';

interface GroupMembersProps {
  /** Absent if they are unknown. */
  members: readonly Chat[] | undefined;
  onOpen: (chatId: string) => void;
}

export function GroupMembers({ members, onOpen }: GroupMembersProps) {
  const texts = useTexts();
  return (
    <section className="details-section">
      <h3>{texts.members}</h3>
      {members === undefined ? (
        <p className="hint">{texts.membersUnknown}</p>
      ) : (
        <>
          <div className="member-stack">
            <ChatAvatarGroup max={5} size={toPixels(2.5)} shape="circle" aria-label={texts.members}>
              {members.map(({ chatId, name }) => (
                <ChatAvatar key={chatId} chatId={chatId} name={name} />
              ))}
            </ChatAvatarGroup>
            <span>{texts.memberCount(members.length)}</span>
          </div>
          <ul className="members">
            {members.map((member) => (
              <li key={member.chatId}>
                <Member member={member} onOpen={onOpen} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Member({ member, onOpen }: { member: Chat; onOpen: (chatId: string) => void }) {
  const hoverCard = useHoverCard(member);
  return (
    <button type="button" className="member" onClick={() => onOpen(member.chatId)} {...hoverCard}>
      <FaceBesideName chat={member} rem={2.25} restrictedBadge />
      <span className="member-text">
        <PersonalText className="member-name" text={member.title} />
        {member.title === member.phone ? null : <bdi dir="ltr">{member.phone}</bdi>}
      </span>
    </button>
  );
}
