/** One picture that the emulator serves. Equal values have to give equal bytes. */
export interface EmulatorPicture {
  /** A hash of the chat id: 32 bits, unsigned. */
  seed: number;
  /**
   * The chat id in its canonical spelling. `undefined` when a URL outlived the emulator that issued it, for a chat that is
   * not among `chats`.
   */
  chatId: string | undefined;
  /** How often the chat has changed its picture. */
  version: number;
  /** Width and height, in px: 640, or 96 for a preview. */
  width: number;
}

/** Draws a picture: the bytes of a square PNG. */
export type EmulatorDraw = (picture: EmulatorPicture) => Uint8Array | Promise<Uint8Array>;
