import { ChatAvatar } from 'chat-avatar';
import { useMemo, useRef } from 'react';
import { type Chat, isGroup } from '../chats/Chat.js';
import { membersOf } from '../demo/membersOf.js';
import { EnlargeButton } from '../overlays/viewer/EnlargeButton.js';
import { useTexts } from '../texts/useTexts.js';
import { IconButton } from '../ui/IconButton.js';
import { toPixels } from '../ui/toPixels.js';
import { Facts } from './Facts.js';
import { GroupMembers } from './GroupMembers.js';
import { PictureStatus } from './PictureStatus.js';
import { RefreshProfile } from './RefreshProfile.js';
import { useCover } from './useCover.js';
import { useRefreshToast } from './useRefreshToast.js';

interface DetailsProps {
  chat: Chat;
  chats: readonly Chat[];
  isDemo: boolean;
  /** It lies over the conversation, and not beside it. */
  isCovering: boolean;
  onOpen: (chatId: string) => void;
  onClose: () => void;
}

export function Details({ chat, chats, isDemo, isCovering, onOpen, onClose }: DetailsProps) {
  const texts = useTexts();
  const panel = useRef<HTMLElement>(null);
  const onRefreshed = useRefreshToast();
  const { chatId } = chat;
  const members = useMemo(() => (isDemo ? membersOf(chat, chats) : undefined), [isDemo, chat, chats]);
  useCover(panel, isCovering, onClose);
  return (
    <aside ref={panel} className="details" aria-label={texts.details} tabIndex={-1}>
      <header className="details-header">
        <h2>{texts.details}</h2>
        <IconButton icon="close" label={texts.hideDetails} onClick={onClose} />
      </header>
      <div className="profile">
        <div className="enlargeable">
          <EnlargeButton chat={chat} />
          <ChatAvatar
            chatId={chatId}
            name={chat.name}
            size={toPixels(8)}
            shape="rounded"
            loading="eager"
            refreshable
            restrictedBadge
            onRefreshed={onRefreshed}
          />
        </div>
        <h3 dir="auto">{chat.title}</h3>
        {chat.phone !== chat.title ? (
          <p className="profile-line">
            {isGroup(chat) ? texts.group : <bdi dir="ltr">{chat.phone ?? chatId}</bdi>}
          </p>
        ) : null}
        <PictureStatus chatId={chatId} />
        <RefreshProfile chatId={chatId} />
      </div>
      {isGroup(chat) ? <GroupMembers members={members} onOpen={onOpen} /> : null}
      <Facts chat={chat} />
    </aside>
  );
}
