/** The default texts of the refresh button until its code is loaded. */
export const FIRST_REFRESH_LABELS = {
  refresh: (name: string) => (name ? `Refresh picture of ${name}` : 'Refresh picture'),
  refreshing: 'Refreshing picture…',
  failed: (reason: string) => `The picture could not be refreshed. ${reason}.`,
};
