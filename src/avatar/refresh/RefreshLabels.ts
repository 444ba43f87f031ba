import { FIRST_REFRESH_LABELS } from './firstRefreshLabels.js';

/** The texts of the refresh button: its name, its bubble and its announcements. Translate all or some. */
export interface RefreshLabels {
  /** @default 'Refresh picture of {name}', or 'Refresh picture' without a name */
  refresh: (name: string) => string;
  /** @default 'Refreshing picture…' */
  refreshing: string;
  /** Why the button is unavailable. @default 'Refreshed a moment ago. Available again in about {seconds} s.' */
  unavailable: (seconds: number) => string;
  /** The same behind the outcome of a refresh. @default 'Available again in about {seconds} s.' */
  availableAgain: (seconds: number) => string;
  /** The same after a failure, behind `failed`. @default 'Try again in about {seconds} s.' */
  tryAgain: (seconds: number) => string;
  /** @default 'Picture updated.' */
  updated: string;
  /** @default 'Same picture, checked just now.' */
  unchanged: string;
  /** @default 'WhatsApp gave no picture this time. The one you see was kept.' */
  kept: string;
  /** @default 'Checked a moment ago, so nothing was sent.' */
  throttled: string;
  /**
   * Why a refresh failed: the words of the error's code, such as `network`, which have no full stop.
   *
   * @default 'The picture could not be refreshed. {reason}.'
   */
  failed: (reason: string) => string;
}

export const DEFAULT_REFRESH_LABELS: RefreshLabels = {
  ...FIRST_REFRESH_LABELS,
  unavailable: (seconds) => `Refreshed a moment ago. Available again in about ${seconds} s.`,
  availableAgain: (seconds) => `Available again in about ${seconds} s.`,
  tryAgain: (seconds) => `Try again in about ${seconds} s.`,
  updated: 'Picture updated.',
  unchanged: 'Same picture, checked just now.',
  kept: 'WhatsApp gave no picture this time. The one you see was kept.',
  throttled: 'Checked a moment ago, so nothing was sent.',
};
