import type { EmulatorChat } from 'chat-avatar/testing';

/** The subject of a picture. */
export type PictureKind = 'woman' | 'man' | 'group';

/** The skin and hair colours of a drawn person. */
export type Complexion = 'fair' | 'olive' | 'golden' | 'brown' | 'deep';

/** A chat of the emulator, with the subject of its picture. */
export interface Person extends EmulatorChat {
  /** @default `group` for a group, otherwise `woman` or `man`, by the chat id */
  picture?: PictureKind | undefined;
  /** @default any, by the chat id */
  complexion?: Complexion | undefined;
}
