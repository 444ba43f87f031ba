'use client';

import { type MouseEvent, useEffect, useMemo, useRef } from 'react';
import { AvatarDefaultsContext, useAvatarDefaults } from '../../avatar/AvatarDefaults.js';
import { CONTAINED, containClick, stop } from '../../avatar/containEvents.js';
import { matchesSelector } from '../../lib/matchesSelector.js';
import type { ChatAvatarGroupLabels } from './ChatAvatarGroupLabels.js';
import type { KeyedAvatar } from './groupMembers.js';

interface ChatAvatarRestProps {
  /** The number of members that are not shown. */
  count: number;
  labels: ChatAvatarGroupLabels;
  /** The avatars of these members, as far as they were passed. */
  children: KeyedAvatar[];
}

/**
 * Disclosure: "+5", a button that lists the rest in the browser's own popover. Escape and a click elsewhere close it and give
 * the focus back. Plain text when there is nothing to list.
 */
export function ChatAvatarRest({ count, labels, children }: ChatAvatarRestProps) {
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const defaults = useAvatarDefaults();
  const listed = useMemo(() => ({ ...defaults, size: 'sm', decorative: true }), [defaults]);
  // Not by an id: React generates the same ones in each island of a page, and the button would open the list of another group.
  useEffect(() => {
    if (button.current) button.current.popoverTargetElement = popover.current;
  });
  const name = labels.more(count);
  // One text node, which React replaces even where a page translator has wrapped it.
  const text = `+${count}`;
  if (children.length === 0) {
    return (
      <span data-chat-avatar-rest="">
        <span aria-hidden="true">{text}</span>
        <span data-chat-avatar-hidden="">{name}</span>
      </span>
    );
  }

  /** Inside a link the browser's own action is prevented together with the navigation. */
  const toggle = (event: MouseEvent<HTMLButtonElement>) => {
    if (!containClick(event)) return;
    // Not `togglePopover({ source })`: browsers that know only `force` take the object for `true`, and never hide.
    const list = popover.current;
    if (list && matchesSelector(list, ':popover-open')) list.hidePopover();
    else list?.showPopover?.({ source: event.currentTarget });
  };

  const others = count - children.length;
  return (
    <>
      <button
        ref={button}
        type="button"
        data-chat-avatar-rest=""
        aria-label={name}
        {...CONTAINED}
        onClick={toggle}
      >
        {text}
      </button>
      {/* Closed, it is not displayed, so its lazy avatars ask for nothing. It takes the focus, so that keys can scroll it. */}
      <div
        {...CONTAINED}
        ref={popover}
        popover="auto"
        role="group"
        aria-label={name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard.
        tabIndex={0}
        data-chat-avatar-popover=""
        onKeyDown={stop}
      >
        <AvatarDefaultsContext.Provider value={listed}>
          <ul>
            {children.map(({ key, avatar }) => (
              <li key={key}>{avatar}</li>
            ))}
            {others > 0 ? <li>{labels.others(others)}</li> : null}
          </ul>
        </AvatarDefaultsContext.Provider>
      </div>
    </>
  );
}
