import type { ComponentType, PropsWithChildren } from 'react';

export interface PeerFaceProps {
  name: string;
  /** A picture, which may be broken. */
  src?: string | undefined;
  /** In px. */
  size: number;
}

/** A component as its documentation shows it, in its default shape, and the initials that it finds or that its examples compute. */
export interface Peer {
  label: string;
  Root?: ComponentType<PropsWithChildren<{ isDark: boolean }>>;
  Face: ComponentType<PeerFaceProps>;
  /** A stack of names of 40 px, three of them shown. Missing where the library has none. */
  Stack?: ComponentType<{ names: string[] }>;
  /** A face that its owner hides. Missing where the library knows no such state. */
  Hidden?: ComponentType<PeerFaceProps>;
}
