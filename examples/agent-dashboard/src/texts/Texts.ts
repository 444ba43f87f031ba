import type { ChatAvatarGroupProps, RefreshLabels } from 'chat-avatar';
import type { en } from './en.js';

/** Everything the dashboard says, in one language. English is the one that the others follow. */
export type Texts = Omit<typeof en, 'refreshLabels' | 'groupLabels'> & {
  /** What the library's own parts say, where it is not English. */
  refreshLabels: Partial<RefreshLabels> | undefined;
  groupLabels: ChatAvatarGroupProps['labels'];
};
