import type { ComponentType, PropsWithChildren } from 'react';

/** One avatar of the list. `index` stands for the chat: its picture is `src`. */
export interface FaceProps {
  index: number;
  name: string;
  src: string;
}

/**
 * One way to draw avatars, as its documentation says: 40 px, round, in its own default style. Every module of this folder
 * exports these names. One avatar is one element, beside the next with nothing between.
 */
export interface Column {
  /** Its name in the tables. */
  label: string;
  /** The program whose bytes are measured: it imports what an application imports for avatars, and uses it. */
  imports: string;
  /** Providers around the whole list. A style cache that a server makes per request is made per render. */
  Root?: ComponentType<PropsWithChildren>;
  Initials: ComponentType<FaceProps>;
  Picture: ComponentType<FaceProps>;
}
