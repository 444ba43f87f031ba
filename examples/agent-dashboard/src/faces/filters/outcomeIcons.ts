import type { IconName } from '../../ui/Icon.js';
import type { FaceFilter } from './FaceFilter.js';

export const OUTCOME_ICONS: Record<FaceFilter, IconName> = {
  all: 'faces',
  stored: 'plus',
  unchanged: 'check',
  'not-due': 'check',
  blocked: 'lock',
  kept: 'hidden',
  none: 'image',
  restricted: 'lock',
  failed: 'warning',
  'not-tried': 'clock',
  other: 'image',
};
