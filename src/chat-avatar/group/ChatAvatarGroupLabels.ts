/** The texts of the group. Translate all or some. */
export interface ChatAvatarGroupLabels {
  /**
   * Names the button for the members that are not shown, and their list. Include the visible text, `+{count}`, so that speech input
   * finds the button (WCAG 2.5.3).
   * @default '+{count} more'
   */
  more: (count: number) => string;
  /** Ends the list of the rest, when the group has more members than were given. @default 'and {count} others' */
  others: (count: number) => string;
}

export const DEFAULT_GROUP_LABELS: ChatAvatarGroupLabels = {
  more: (count) => `+${count} more`,
  others: (count) => `and ${count} ${count === 1 ? 'other' : 'others'}`,
};
