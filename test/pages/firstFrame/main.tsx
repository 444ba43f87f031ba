import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  ChatAvatar,
  type ChatPicture,
  ChatPictureProvider,
  chatPictureOptions,
  type PictureSource,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

const params = new URLSearchParams(location.search);
const count = Number(params.get('count'));
const size = Number(params.get('size'));
const folder = params.get('faces') ?? 'cached';
/** As a gateway's pictures come: in several widths, of which the browser chooses. */
const inWidths = params.has('widths');

/** As after a reload with a persisted cache: every answer is known, and the source has nothing to say. */
const source: PictureSource = { id: 'known', getChatPicture: () => new Promise(() => {}) };
const client = new QueryClient();
const chatIds = Array.from({ length: count }, (_, i) => `2012345${String(i).padStart(5, '0')}@c.us`);
for (const [i, chatId] of chatIds.entries()) {
  const url = `/face/${folder}/${i}.png`;
  const picture: ChatPicture = {
    status: 'available',
    url,
    ...(inWidths && { srcSet: [48, 96].map((width) => `${url}?w=${width} ${width}w`).join(', ') }),
  };
  client.setQueryData(chatPictureOptions(source, chatId).queryKey, picture);
}

function Page() {
  const [shown, setShown] = useState(true);
  Object.assign(window, { show: (value: boolean) => flushSync(() => setShown(value)) });
  return shown && chatIds.map((id) => <ChatAvatar key={id} chatId={id} name="WW MM" size={size} />);
}

createRoot(document.querySelector('main') as HTMLElement).render(
  <QueryClientProvider client={client}>
    <ChatPictureProvider source={source}>
      <Page />
    </ChatPictureProvider>
  </QueryClientProvider>,
);
