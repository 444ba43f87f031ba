import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ChatAvatar, ChatAvatarGroup, ChatPictureProvider, type PictureSource } from 'chat-avatar';
import type { PropsWithChildren } from 'react';
import type { PeerFaceProps } from './Peer.js';
import 'chat-avatar/styles.css';

export const label = 'chat-avatar';

const pictures = new Map<string, string>();
const source: PictureSource = {
  id: 'peers',
  getChatPicture: async (chatId) => {
    const url = pictures.get(chatId);
    if (url === 'hidden') return { status: 'restricted' };
    return url ? { status: 'available', url } : { status: 'none', reason: 'empty' };
  },
};
const client = new QueryClient();

/** A number of its own for each name. */
function chatOf(name: string, picture = ''): string {
  const number = [...name].reduce((sum, letter) => (sum * 59 + (letter.codePointAt(0) ?? 0)) % 9_999_991, 7);
  const chatId = `2012${String(number + picture.length).padStart(7, '0')}@c.us`;
  pictures.set(chatId, picture);
  return chatId;
}

export const Root = ({ children }: PropsWithChildren) => (
  <QueryClientProvider client={client}>
    <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
  </QueryClientProvider>
);

export const Face = ({ name, src, size }: PeerFaceProps) => (
  <ChatAvatar chatId={chatOf(name, src)} name={name} size={size} loading="eager" />
);

export const Hidden = ({ name, size }: PeerFaceProps) => (
  <ChatAvatar chatId={chatOf(name, 'hidden')} name={name} size={size} loading="eager" restrictedBadge />
);

export const Stack = ({ names }: { names: string[] }) => (
  <ChatAvatarGroup max={3} size={40}>
    {names.map((name) => (
      <ChatAvatar key={name} chatId={chatOf(name)} name={name} loading="eager" />
    ))}
  </ChatAvatarGroup>
);
