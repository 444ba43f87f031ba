import { displayName } from '../../lib/displayName.js';

/** The name, safe for a terminal, and the id: `Mona Kane (201234567890@c.us)`. */
export function formatChat({ chatId, name }: { chatId: string; name?: string }): string {
  const shown = name === undefined ? '' : displayName(name);
  return shown === '' ? chatId : `${shown} (${chatId})`;
}
