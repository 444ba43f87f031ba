import { getAvatarColors } from 'chat-avatar';
import type { CSSProperties } from 'react';
import type { Chat } from '../../chats/Chat.js';
import { EnlargeButton } from '../../overlays/viewer/EnlargeButton.js';
import { useDates } from '../../texts/useDates.js';
import { useTexts } from '../../texts/useTexts.js';
import { FaceBesideName } from '../../ui/FaceBesideName.js';
import { Icon } from '../../ui/Icon.js';
import type { Message } from './Message.js';

interface MessageBubbleProps {
  message: Message;
  /** Of a run of messages of one sender: the first has the name, the last the avatar. */
  isFirst: boolean;
  isLast: boolean;
  /** Several people write here. */
  hasSenders: boolean;
}

/** The colours of the avatar that can be read on a bubble, so that name and face belong together. */
function senderColors({ chatId }: Chat): CSSProperties {
  const { light } = getAvatarColors(chatId);
  return { '--sender-light': light.foreground, '--sender-dark': light.background } as CSSProperties;
}

export function MessageBubble({ message, isFirst, isLast, hasSenders }: MessageBubbleProps) {
  const texts = useTexts();
  const dates = useDates();
  const { isOurs, sender, text, time } = message;
  return (
    <div
      className="message"
      data-ours={isOurs || undefined}
      data-first={isFirst || undefined}
      data-last={isLast || undefined}
    >
      {hasSenders && !isOurs ? (
        <span className="message-face">
          {isLast && sender ? (
            <span className="enlargeable">
              <EnlargeButton chat={sender} />
              <FaceBesideName chat={sender} rem={1.875} />
            </span>
          ) : null}
        </span>
      ) : null}
      <div className="bubble">
        {isFirst && sender ? (
          <p className="sender" style={senderColors(sender)} dir="auto">
            {sender.title}
          </p>
        ) : null}
        {isOurs ? <span className="visually-hidden">{texts.you}: </span> : null}
        <p className="bubble-text" dir="auto">
          {text}
          <span className="bubble-time">
            <bdi>
              <time dateTime={new Date(time).toISOString()} title={dates.exact(time)}>
                {dates.clock(time)}
              </time>
              {isOurs ? (
                <>
                  <Icon name="sent" size={15} />
                  <span className="visually-hidden">{texts.sent}</span>
                </>
              ) : null}
            </bdi>
          </span>
        </p>
      </div>
    </div>
  );
}
