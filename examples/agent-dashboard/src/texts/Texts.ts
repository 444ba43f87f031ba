import type { ChatAvatarLabels } from 'chat-avatar';
import type { en } from './en.js';

/** Everything the dashboard says, in one language. English is the one that the others follow. */
export type Texts = Omit<typeof en, 'avatarLabels'> & {
  /** The texts of the library's own parts, where they are not English. */
  avatarLabels: ChatAvatarLabels | undefined;
};
