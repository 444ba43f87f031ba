import { createContext, type ReactNode, useState } from 'react';
import type { Chat } from '../../chats/Chat.js';
import { FaceViewer } from './FaceViewer.js';

/** Shows the face of a chat large. */
export const FaceViewerContext = createContext<(chat: Chat) => void>(() => {});

export function FaceViewerProvider({ children }: { children: ReactNode }) {
  const [chat, setChat] = useState<Chat>();
  return (
    <FaceViewerContext value={setChat}>
      {children}
      {chat ? <FaceViewer chat={chat} onClose={() => setChat(undefined)} /> : null}
    </FaceViewerContext>
  );
}
