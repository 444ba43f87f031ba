// A parent that renders 300 avatars again with nothing changed: chat-avatar, or with `?floor` a span in `memo`.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  ChatAvatar,
  type ChatPicture,
  ChatPictureProvider,
  chatPictureOptions,
  type PictureSource,
} from 'chat-avatar';
import { memo, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { facesOf } from '../harness/names.js';
import 'chat-avatar/styles.css';

const faces = facesOf(300);
const isFloor = new URLSearchParams(location.search).has('floor');
const Span = memo(({ name }: { name: string; chatId: string }) => <span className="face">{name}</span>);
const Face = isFloor ? Span : ChatAvatar;

const source: PictureSource = {
  id: 'bench',
  getChatPicture: async () => {
    throw new Error('The cache holds every answer.');
  },
};
const chatIdOf = (index: number) => `2010${1_000_000 + index}@c.us`;
const none: ChatPicture = { status: 'none', reason: 'empty' };
const client = new QueryClient();
for (const { index } of faces) {
  client.setQueryData(chatPictureOptions(source, chatIdOf(index)).queryKey, none);
}

const chatIds = faces.map(({ index }) => chatIdOf(index));
let renderParent = () => {};

function Parent() {
  const [renders, setRenders] = useState(0);
  renderParent = () => setRenders(renders + 1);
  return (
    <div data-renders={renders}>
      {faces.map(({ index, name }) => (
        <Face key={index} chatId={chatIds[index] ?? ''} name={name} />
      ))}
    </div>
  );
}

const root = createRoot(document.body.appendChild(document.createElement('div')));
flushSync(() =>
  root.render(
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>
        <Parent />
      </ChatPictureProvider>
    </QueryClientProvider>,
  ),
);

export const parentPage = {
  renderAgain(times: number) {
    for (let time = 0; time < times; time += 1) flushSync(() => renderParent());
  },
};

Object.assign(window, { parentPage });
