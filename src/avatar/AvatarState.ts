/** The values of `data-state` on the root element. */
export type AvatarState = 'pending' | 'picture' | 'none' | 'restricted' | 'error';
