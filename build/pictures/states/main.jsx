import '@fontsource-variable/inter';
import 'chat-avatar/styles.css';
import './states.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ChatAvatar, ChatAvatarGroup, ChatPictureProvider } from 'chat-avatar';
import { createRoot } from 'react-dom/client';
import { people } from './people.js';

/** `takeStates.js` answers the URLs of the pictures. */
const source = {
  id: 'states',
  async getChatPicture(chatId) {
    const status = Object.values(people).find(({ id }) => id === chatId)?.status ?? 'none';
    if (status === 'available') return { status, url: `${location.origin}/faces/${chatId}.png` };
    return status === 'restricted' ? { status } : { status, reason: 'empty' };
  },
};

const face = ({ id, name }) => ({ chatId: id, name, size: 90 });

const States = () => (
  <main>
    <State of="picture">
      <ChatAvatar {...face(people.amira)} />
    </State>
    <State of="badge">
      <ChatAvatar {...face(people.diego)} shape="circle" badge={<span className="online" />} />
    </State>
    <State of="ring">
      <ChatAvatar {...face(people.yuki)} shape="circle" ring="active" />
    </State>
    <State of="refreshable">
      <ChatAvatar {...face(people.john)} shape="rounded" refreshable />
    </State>
    <State of="no picture">
      <ChatAvatar {...face(people.chloe)} />
    </State>
    <State of="any script">
      <ChatAvatar {...face(people.li)} shape="rounded" />
    </State>
    <State of="restricted">
      <ChatAvatar {...face(people.kat)} shape="circle" restrictedBadge />
    </State>
    <State of="no name">
      <ChatAvatar {...face(people.unnamed)} />
    </State>
    <State of="group">
      <ChatAvatarGroup max={3} total={6} aria-label="Members" size={90} shape="circle">
        <ChatAvatar {...face(people.noor)} />
        <ChatAvatar {...face(people.priya)} />
        <ChatAvatar {...face(people.lena)} />
      </ChatAvatarGroup>
    </State>
  </main>
);

const State = ({ of, children }) => (
  <figure>
    {children}
    <figcaption>{of}</figcaption>
  </figure>
);

createRoot(document.body.appendChild(document.createElement('div'))).render(
  <QueryClientProvider client={new QueryClient()}>
    <ChatPictureProvider source={source}>
      <States />
    </ChatPictureProvider>
  </QueryClientProvider>,
);
