'use client';

import { isValidElement, type ReactElement, useId, version } from 'react';
import { AvatarDefaultsContext, useAvatarDefaults } from '../avatar/AvatarDefaults.js';
import type { ChatAvatarGroupLabels, KeyedAvatar } from './ChatAvatarGroup.js';
import { chatName } from './chatName.js';

interface ChatAvatarRestProps {
  /** How many are not shown. */
  count: number;
  labels: ChatAvatarGroupLabels;
  /** Those of them that were given. */
  children: KeyedAvatar[];
}

/**
 * "+5", a button that lists the rest by the browser's own popover: it closes on Escape and on a click elsewhere, gives
 * the focus back, and lies over everything. Plain text when there is nothing to list.
 */
export function ChatAvatarRest({ count, labels, children }: ChatAvatarRestProps) {
  const id = useId();
  const defaults = useAvatarDefaults();
  if (children.length === 0) {
    return (
      <span data-chat-avatar-rest="">
        <span aria-hidden="true">{`+${count}`}</span>
        <span data-chat-avatar-hidden="">{labels.more(count)}</span>
      </span>
    );
  }
  const others = count - children.length;
  return (
    <>
      <button type="button" data-chat-avatar-rest="" aria-label={labels.more(count)} {...popoverTarget(id)}>
        {/* One text node: a page's translation wraps each, and React then writes into nodes that are gone. */}
        {`+${count}`}
      </button>
      {/* Closed, it is not displayed, so its lazy avatars ask for nothing. */}
      <div id={id} popover="auto" data-chat-avatar-popover="">
        <AvatarDefaultsContext.Provider value={{ ...defaults, size: 'sm', decorative: true }}>
          <ul>
            {children.map(({ key, avatar }) => (
              <li key={key}>
                {avatar}
                <bdi>{nameOf(avatar)}</bdi>
              </li>
            ))}
            {others > 0 ? <li>{labels.others(others)}</li> : null}
          </ul>
        </AvatarDefaultsContext.Provider>
      </div>
    </>
  );
}

/** React 19 knows the attribute by its property's name; React 18 passes on what it does not know, in lower case. */
function popoverTarget(id: string) {
  return version.startsWith('18.') ? { popovertarget: id } : { popoverTarget: id };
}

function nameOf(avatar: ReactElement): string {
  const { name, alt, chatId } = isValidElement<Record<string, unknown>>(avatar) ? avatar.props : {};
  return chatName([name, alt], chatId);
}
