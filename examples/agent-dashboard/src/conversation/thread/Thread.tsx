import { useRef } from 'react';
import { type Chat, isGroup } from '../../chats/Chat.js';
import { daysBetween } from '../../texts/dates.js';
import { useDates } from '../../texts/useDates.js';
import { useTexts } from '../../texts/useTexts.js';
import { useNow } from '../../ui/useNow.js';
import type { Message } from './Message.js';
import { MessageBubble } from './MessageBubble.js';
import { useStickToEnd } from './useStickToEnd.js';

/** Longer silences begin a new run, with its own sender and time. In ms. */
const PAUSE = 15 * 60_000;

function isSameRun(a: Message | undefined, b: Message | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.isOurs === b.isOurs &&
    a.sender?.chatId === b.sender?.chatId &&
    Math.abs(b.time - a.time) < PAUSE &&
    daysBetween(a.time, b.time) === 0
  );
}

export function Thread({ chat, messages }: { chat: Chat; messages: readonly Message[] }) {
  const texts = useTexts();
  const dates = useDates();
  const now = useNow(60_000);
  const pane = useRef<HTMLDivElement>(null);
  const count = messages.length;

  useStickToEnd(pane, count);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <div ref={pane} className="thread" role="log" tabIndex={0} aria-label={texts.conversation}>
      {count === 0 ? <p className="thread-note">{texts.noMessage}</p> : null}
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const isNewDay = before === undefined || daysBetween(before.time, message.time) !== 0;
        return (
          <div key={message.id} className="thread-entry">
            {isNewDay ? (
              <p className="day">
                <span>{dates.ofDay(message.time, now)}</span>
              </p>
            ) : null}
            <MessageBubble
              message={message}
              isFirst={!isSameRun(before, message)}
              isLast={!isSameRun(message, messages[index + 1])}
              hasSenders={isGroup(chat)}
            />
          </div>
        );
      })}
    </div>
  );
}
