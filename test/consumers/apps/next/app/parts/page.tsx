import {
  ChatAvatarFace,
  ChatAvatarImage,
  ChatAvatarInitials,
  ChatAvatarRefreshButton,
  ChatAvatarRoot,
} from 'chat-avatar';
import { getWawp } from '../../server/gateway';

export const dynamic = 'force-dynamic';

/** A Server Component that composes the parts by their flat names. */
export default async function Page() {
  const chats = await getWawp().getChatsOverview({ limit: 6 });
  return chats.map(({ chatId, name }) => (
    <ChatAvatarRoot key={chatId} chatId={chatId} name={name} size={80}>
      <ChatAvatarFace>
        <ChatAvatarInitials />
        <ChatAvatarImage />
      </ChatAvatarFace>
      <ChatAvatarRefreshButton />
    </ChatAvatarRoot>
  ));
}
