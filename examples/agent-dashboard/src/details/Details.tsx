import { ChatAvatar } from 'chat-avatar';
import { useMemo } from 'react';
import { type Chat, isGroup, phoneOf, titleOf } from '../chats/Chat.js';
import { membersOf } from '../demo/membersOf.js';
import { useTexts } from '../texts/useTexts.js';
import { IconButton } from '../ui/IconButton.js';
import { Facts } from './Facts.js';
import { GroupMembers } from './GroupMembers.js';
import { PictureStatus } from './PictureStatus.js';
import { RefreshProfile } from './RefreshProfile.js';

interface DetailsProps {
  chat: Chat;
  chats: readonly Chat[];
  isDemo: boolean;
  onOpen: (chatId: string) => void;
  onClose: () => void;
}

export function Details({ chat, chats, isDemo, onOpen, onClose }: DetailsProps) {
  const texts = useTexts();
  const { chatId } = chat;
  const members = useMemo(() => (isDemo ? membersOf(chat, chats) : undefined), [isDemo, chat, chats]);
  const phone = phoneOf(chat);
  return (
    <aside className="details" aria-label={texts.details}>
      <header className="details-header">
        <h2>{texts.details}</h2>
        <IconButton icon="close" label={texts.hideDetails} onClick={onClose} />
      </header>
      <div className="profile">
        <ChatAvatar chatId={chatId} name={chat.name} size={128} shape="rounded" loading="eager" refreshable />
        <h3 dir="auto">{titleOf(chat)}</h3>
        <p className="profile-line">{isGroup(chat) ? texts.group : <bdi dir="ltr">{phone ?? chatId}</bdi>}</p>
        <PictureStatus chatId={chatId} />
        <RefreshProfile chatId={chatId} />
      </div>
      {isGroup(chat) ? <GroupMembers members={members} onOpen={onOpen} /> : null}
      <Facts chat={chat} />
    </aside>
  );
}
