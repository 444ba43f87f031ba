import type { ChatPicture } from '../chat/ChatPicture.js';
import type { ChatPictureError } from '../chat/ChatPictureError.js';
import type { ChatId } from '../chat/chatId.js';

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
