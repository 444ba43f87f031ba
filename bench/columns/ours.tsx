// chat-avatar from its tarball. The cache is filled beforehand; eager, as every other column is.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  ChatAvatar,
  type ChatPicture,
  ChatPictureProvider,
  chatPictureOptions,
  type PictureSource,
} from 'chat-avatar';
import type { PropsWithChildren } from 'react';
import type { FaceProps } from './Column.js';
import 'chat-avatar/styles.css';

export const label = 'chat-avatar';
export const imports =
  "import { ChatAvatar, ChatPictureProvider, useChatPicture, createGatewaySource } from 'chat-avatar'; console.log(ChatAvatar, ChatPictureProvider, useChatPicture, createGatewaySource)";

/** As many chats as the longest list has. */
const CHATS = 10_000;

const source: PictureSource = {
  id: 'bench',
  getChatPicture: async () => {
    throw new Error('The cache holds every answer.');
  },
};
const pictureChat = (index: number) => `2010${1_000_000 + index}@c.us`;
const initialsChat = (index: number) => `2011${1_000_000 + index}@c.us`;

const client = new QueryClient();
const none: ChatPicture = { status: 'none', reason: 'empty' };
for (let index = 0; index < CHATS; index += 1) {
  const picture: ChatPicture = { status: 'available', url: `/img/${index}.png` };
  client.setQueryData(chatPictureOptions(source, pictureChat(index)).queryKey, picture);
  client.setQueryData(chatPictureOptions(source, initialsChat(index)).queryKey, none);
}

export const Root = ({ children }: PropsWithChildren) => (
  <QueryClientProvider client={client}>
    <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
  </QueryClientProvider>
);

export const Initials = ({ index, name }: FaceProps) => (
  <ChatAvatar chatId={initialsChat(index)} name={name} size={40} shape="circle" loading="eager" />
);

export const Picture = ({ index, name }: FaceProps) => (
  <ChatAvatar chatId={pictureChat(index)} name={name} size={40} shape="circle" loading="eager" />
);
