import type { EmulatorScenario } from './EmulatorScenario.js';

/** One conversation of the emulated account. */
export interface EmulatorChat {
  /** The chat id: `201234567890@c.us`, `120363043968066561@g.us`. */
  id: string;
  /** The name in WhatsApp: may be empty, `null` or a phone number. */
  name?: string | null | undefined;
  /** @default 'picture' */
  scenario?: EmulatorScenario | undefined;
  /** @default 0 */
  unreadCount?: number | undefined;
  lastMessage?: {
    body: string;
    /** In ms since the epoch. On the wire it is in seconds. */
    timestamp: number;
  };
}
