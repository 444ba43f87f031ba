'use client';

import { type MouseEvent, useId, useMemo, version } from 'react';
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
  const id = useId();
  const defaults = useAvatarDefaults();
  const listed = useMemo(() => ({ ...defaults, size: 'sm', decorative: true }), [defaults]);
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
    const { currentTarget: source } = event;
    const list = source.nextElementSibling as HTMLElement;
    // Not `togglePopover({ source })`: browsers that know only `force` take the object for `true`, and never hide.
    if (matchesSelector(list, ':popover-open')) list.hidePopover();
    else list.showPopover?.({ source });
  };

  const others = count - children.length;
  return (
    <>
      <button
        type="button"
        data-chat-avatar-rest=""
        aria-label={name}
        {...popoverTarget(id)}
        {...CONTAINED}
        onClick={toggle}
      >
        {text}
      </button>
      {/* Closed, it is not displayed, so its lazy avatars ask for nothing. It takes the focus, so that keys can scroll it. */}
      <div
        {...CONTAINED}
        ref={ownList}
        id={id}
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

/**
 * Connects the list with the button before it. Its id opens it before hydration, and may name the list of another group, because React
 * generates the same ids in each island of a page.
 */
function ownList(list: HTMLDivElement | null): void {
  if (list) (list.previousElementSibling as HTMLButtonElement).popoverTargetElement = list;
}

/** React 19 takes the name of the property; React 18 passes unknown attributes on, in lower case. */
function popoverTarget(id: string) {
  return version.startsWith('18.') ? { popovertarget: id } : { popoverTarget: id };
}
