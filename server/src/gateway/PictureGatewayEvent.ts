import type { ChatId, ChatPicture, ChatPictureError } from 'chat-avatar/wawp';

/** What happened inside the gateway, for logs and metrics. */
export type PictureGatewayEvent =
  | {
      /** The source was asked, and has answered. */
      type: 'source-answered';
      chatId: ChatId;
      refresh: boolean;
      durationMs: number;
      status: ChatPicture['status'];
    }
  | {
      /** The source was asked, and has failed. What it threw, if that was another error, is the `cause`. */
      type: 'source-failed';
      chatId: ChatId;
      refresh: boolean;
      durationMs: number;
      error: ChatPictureError;
    }
  | {
      /** The source says `unauthorized`, so it is left alone for as long as this. */
      type: 'source-paused';
      durationMs: number;
    }
  | {
      /** The image behind the source's URL is here. */
      type: 'picture-fetched';
      chatId: ChatId;
      durationMs: number;
      bytes: number;
    }
  | {
      /** The image behind the source's URL could not be had; `cause` of the error says more. */
      type: 'picture-failed';
      chatId: ChatId;
      durationMs: number;
      error: ChatPictureError;
    }
  | {
      /** The source could not be asked, so what was stored before is the answer. */
      type: 'served-stale';
      chatId: ChatId;
      error: ChatPictureError;
    }
  | {
      /** A picture was made in a size that nobody had asked for before. */
      type: 'image-resized';
      width: number;
      format: 'avif' | 'webp' | 'jpeg';
      durationMs: number;
    }
  | {
      /** The storage failed, and the gateway goes on without it. */
      type: 'store-failed';
      error: unknown;
    }
  | {
      /** Something in the storage cannot be used, and counts as absent. */
      type: 'store-damaged';
      kind: 'damaged-record' | 'damaged-image' | 'damaged-size' | 'missing-image' | 'foreign-key';
      key: string;
    }
  | {
      /** `authorize` threw, or answered something that is neither true nor false. The caller was refused. */
      type: 'authorize-failed';
      error: unknown;
    }
  | {
      /** A fault of the gateway itself. The caller got a problem document without any of it. */
      type: 'internal-error';
      error: unknown;
    };

export type Emit = (event: PictureGatewayEvent) => void;

/** A listener that throws must not cost anybody an answer. */
export function emitter(onEvent: Emit | undefined): Emit {
  return (event) => {
    try {
      onEvent?.(event);
    } catch {
      // Logging is the listener's own affair; there is nobody left to tell.
    }
  };
}
