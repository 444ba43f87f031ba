/** The row menu of the README, word for word. The test adds its imports and exports. */
declare module 'virtual:row-menu' {
  import type { ReactElement } from 'react';

  export function RefreshItem(props: { chatId: string; say: (outcome: string) => void }): ReactElement;
}
