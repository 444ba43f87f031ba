import { dehydrate, HydrationBoundary, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  ChatAvatar,
  ChatAvatarGroup,
  type ChatPicture,
  ChatPictureProvider,
  chatPictureOptions,
  type PictureSource,
} from 'chat-avatar';
import { StrictMode, Suspense, useState } from 'react';
import { chatIdOf, NAMES } from './names.js';

const FACE = 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==';

const ANSWERS: ChatPicture[] = [
  { status: 'available', url: FACE, expiresAt: Date.UTC(2100, 0) },
  { status: 'none', reason: 'empty' },
  { status: 'restricted' },
];

/** Answers that the server has not prefetched. In the browser, the group's avatars get them before the list arrives. */
const LATE_ANSWERS: Record<string, ChatPicture> = {
  [chatIdOf(3)]: { status: 'available', url: FACE },
  [chatIdOf(4)]: { status: 'restricted' },
};

/** All other chats stay without an answer. */
const source: PictureSource = {
  id: 'streamed',
  getChatPicture: async (chatId) => LATE_ANSWERS[chatId] ?? new Promise(() => {}),
};

interface PageProps {
  /** Pending while the rest of the page is still to come: the server's own time. The browser gives none. */
  pending?: () => PromiseLike<unknown> | undefined;
}

/** A whole document, as a framework streams it: a group at once, the list when it is there. */
export function Page({ pending }: PageProps) {
  const [client] = useState(() => new QueryClient());
  return (
    <StrictMode>
      <html lang="en">
        <head>
          <title>Streamed avatars</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href="/main.css" />
        </head>
        <body>
          <QueryClientProvider client={client}>
            <ChatPictureProvider source={source}>
              <ChatAvatarGroup max={3} total={40} aria-label="Members">
                {NAMES.slice(0, 5).map((name, index) => (
                  <ChatAvatar key={name} chatId={chatIdOf(index)} name={name} />
                ))}
              </ChatAvatarGroup>
              <Suspense fallback={<p>Loading…</p>}>
                <Conversations pending={pending} />
              </Suspense>
            </ChatPictureProvider>
          </QueryClientProvider>
        </body>
      </html>
    </StrictMode>
  );
}

/** Suspends in the way that React 18 knows too. */
function Conversations({ pending }: PageProps) {
  const [prefetched] = useState(prefetch);
  const waiting = pending?.();
  if (waiting) throw waiting;
  return (
    <HydrationBoundary state={prefetched}>
      <main>
        {NAMES.map((name, index) => (
          <ChatAvatar key={name} chatId={chatIdOf(index)} name={name} refreshable restrictedBadge />
        ))}
      </main>
    </HydrationBoundary>
  );
}

function prefetch() {
  const client = new QueryClient();
  for (const [index, answer] of ANSWERS.entries()) {
    client.setQueryData(chatPictureOptions(source, chatIdOf(index)).queryKey, answer);
  }
  return dehydrate(client);
}
