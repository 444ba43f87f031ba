import type { EmulatorScenario } from './EmulatorScenario.js';

/** What the drawn picture shows. */
export type EmulatorPictureKind = 'woman' | 'man' | 'group';

/** Which skin and hair a drawn person has. */
export type EmulatorComplexion = 'fair' | 'olive' | 'golden' | 'brown' | 'deep';

/** One conversation of the emulated account. */
export interface EmulatorChat {
  /** The chat id: `201234567890@c.us`, `120363043968066561@g.us`. */
  id: string;
  /** As WhatsApp knows it: may be empty, `null` or a phone number. */
  name?: string | null | undefined;
  /** @default 'picture' */
  scenario?: EmulatorScenario | undefined;
  /**
   * What the picture shows.
   * @default `group` for a group, else `woman` or `man`, by the chat id
   */
  picture?: EmulatorPictureKind | undefined;
  /**
   * The skin and the hair of the person in the picture.
   * @default any, by the chat id
   */
  complexion?: EmulatorComplexion | undefined;
  /** @default 0 */
  unreadCount?: number | undefined;
  lastMessage?: {
    body: string;
    /** In ms since the epoch. On the wire it is in seconds. */
    timestamp: number;
  };
}
