import type { RefreshLabels } from 'chat-avatar';
import type { en } from './en.js';

/** Everything the dashboard says, in one language. English is the one that the others follow. */
export type Texts = Omit<typeof en, 'refreshLabels'> & {
  /** What the library's own refresh button says, where it is not English. */
  refreshLabels: Partial<RefreshLabels> | undefined;
};
