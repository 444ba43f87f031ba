import type { IconName } from '../../ui/Icon.js';

export interface Toast {
  id: number;
  icon: IconName;
  text: string;
  /** Screen readers were told by what the person pressed. */
  isSilent: boolean;
}
