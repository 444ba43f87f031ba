import clsx from 'clsx';
import type { ReactNode } from 'react';

interface PersonalTextProps {
  text: string;
  className?: string;
  /** The text with marks in it, or something in front of it. */
  children?: ReactNode;
}

/**
 * One line of text by a person, in any script: its own direction decides on which side it is cut off, the page's on which side
 * it stands. A text that is cut off has a tooltip.
 */
export function PersonalText({ text, className, children = text }: PersonalTextProps) {
  return (
    <span
      dir="auto"
      className={clsx('personal-text', className)}
      onPointerEnter={({ currentTarget: element }) => {
        if (element.scrollWidth > element.clientWidth) element.title = text;
        else element.removeAttribute('title');
      }}
    >
      {children}
    </span>
  );
}
