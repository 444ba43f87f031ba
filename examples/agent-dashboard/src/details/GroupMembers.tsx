import { ChatAvatar, ChatAvatarGroup } from 'chat-avatar';
import { type Chat, phoneOf, titleOf } from '../chats/Chat.js';
import { useTexts } from '../texts/useTexts.js';
import { PersonalText } from '../ui/PersonalText.js';

interface GroupMembersProps {
  /** Absent where nobody was asked. */
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
            <ChatAvatarGroup max={5} size={40} shape="circle" aria-label={texts.members}>
              {members.map(({ chatId, name }) => (
                <ChatAvatar key={chatId} chatId={chatId} name={name} />
              ))}
            </ChatAvatarGroup>
            <span>{texts.memberCount(members.length)}</span>
          </div>
          <ul className="members">
            {members.map((member) => (
              <li key={member.chatId}>
                <button type="button" className="member" onClick={() => onOpen(member.chatId)}>
                  <ChatAvatar chatId={member.chatId} name={member.name} size={36} shape="rounded" alt="" />
                  <span className="member-text">
                    <PersonalText className="member-name">{titleOf(member)}</PersonalText>
                    {titleOf(member) === phoneOf(member) ? null : <bdi dir="ltr">{phoneOf(member)}</bdi>}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
