import { forwardRef, type PointerEventHandler } from 'react';
import { CONTAINED } from '../../containEvents.js';

interface BubbleProps {
  id: string;
  isOpen: boolean;
  /** The first line. */
  headline: string;
  /** Whether assistive technology knows the first line already. */
  isHeadlineSilent: boolean;
  /** The second line. Describes the button, also while the bubble is closed. */
  detail: string | undefined;
  onPointerEnter: PointerEventHandler;
  onPointerLeave: PointerEventHandler;
}

/** A number and its unit, or the day of a month. */
const NUMBER_AND_WORD = /(\p{Nd}{1,4}\s\S+)/u;

/** "60 s" on one line. An unbroken element, because a text with a no-break space is not the one that a test or a user looks for. */
const keepTogether = (part: string, index: number) => (index % 2 ? <span key={index}>{part}</span> : part);

/** The words of the refresh button. A popover without light dismissal: `useBubble` opens and closes it. */
export const Bubble = forwardRef<HTMLSpanElement, BubbleProps>(function Bubble(
  { isOpen, headline, isHeadlineSilent, detail, ...props },
  ref,
) {
  return (
    <span
      {...CONTAINED}
      {...props}
      ref={ref}
      role="tooltip"
      popover="manual"
      data-chat-avatar-bubble={isOpen ? 'open' : 'closed'}
    >
      <span id={`${props.id}headline`} aria-hidden={isHeadlineSilent || undefined}>
        {headline}
      </span>
      {detail === undefined ? null : (
        <span id={`${props.id}detail`}>{detail.split(NUMBER_AND_WORD).map(keepTogether)}</span>
      )}
    </span>
  );
});
