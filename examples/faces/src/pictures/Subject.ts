import type { Complexion, PictureKind } from '../Person.js';

/** The input of a drawing. Equal values give equal pixels. */
export interface Subject {
  /** Decides about everything that stays the same between the pictures of one chat. */
  seed: number;
  /** Decides, with the seed, about everything that changes. */
  version: number;
  kind: PictureKind;
  /** `undefined`: by the seed. */
  complexion: Complexion | undefined;
}
