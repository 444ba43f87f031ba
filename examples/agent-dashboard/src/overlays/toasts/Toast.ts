import type { IconName } from '../../ui/Icon.js';

export interface Toast {
  id: number;
  icon: IconName;
  text: string;
}
