import { Children, Fragment, isValidElement, type ReactElement, type ReactNode } from 'react';
import type { AvatarOutline } from '../../avatar/AvatarLook.js';

export interface KeyedAvatar {
  key: string;
  avatar: ReactElement;
}

/** The avatars among the children, in fragments too, because `max` counts avatars. */
export function findAvatars(children: ReactNode, within = ''): KeyedAvatar[] {
  return Children.toArray(children)
    .filter((child) => isValidElement<{ children?: ReactNode }>(child))
    .flatMap((child) => {
      const key = `${within}${child.key}`;
      return child.type === Fragment ? findAvatars(child.props.children, `${key}/`) : { key, avatar: child };
    });
}

/** Splits the avatars at `max`. At least one is shown; without `max`, or with one that is no number, all are. */
export function splitAt<Avatar>(
  avatars: Avatar[],
  max: number | null | undefined,
): { shown: Avatar[]; rest: Avatar[] } {
  const limit = Math.max(1, Math.floor(Number(max ?? Number.NaN))) || avatars.length;
  return { shown: avatars.slice(0, limit), rest: avatars.slice(limit) };
}

/** The size of the overlap and the shape of the cut-out: from the first avatar, wrapped or not, or from the group. */
export function resolveLook(first: ReactNode, size: AvatarOutline['size'], shape: AvatarOutline['shape']) {
  let own: AvatarOutline & { chatId?: string; children?: ReactNode } = {};
  for (let next = first; own.chatId === undefined && isValidElement<typeof own>(next); next = own.children) {
    own = next.props;
  }
  return { size: own.size ?? size, shape: own.shape ?? shape ?? 'square' };
}
