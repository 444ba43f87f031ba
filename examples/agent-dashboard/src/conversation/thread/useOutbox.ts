import { useState } from 'react';
import type { Message } from './Message.js';

/** What was written since the page was loaded, by chat id. It outlives the conversation's pane. */
const outbox = new Map<string, Message[]>();

/** Keeps what is written in the demo: nothing is sent anywhere. */
export function useOutbox(chatId: string) {
  const [sent, setSent] = useState(() => outbox.get(chatId) ?? []);
  const send = (text: string) => {
    const message = { id: `${chatId} sent ${sent.length}`, isOurs: true, text, time: Date.now() };
    const messages = [...sent, message];
    outbox.set(chatId, messages);
    setSent(messages);
  };
  return { sent, send };
}
