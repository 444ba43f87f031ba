import type { ChatId, ChatPicture, ChatPictureError } from 'chat-avatar/wawp';

/** An event inside the gateway, for logs and metrics. */
export type PictureGatewayEvent =
  | {
      /** A request to the source succeeded. */
      type: 'source-answered';
      chatId: ChatId;
      refresh: boolean;
      durationMs: number;
      status: ChatPicture['status'];
    }
  | {
      /** A request to the source failed. If the source threw an error of another class, it is the `cause`. */
      type: 'source-failed';
      chatId: ChatId;
      refresh: boolean;
      durationMs: number;
      error: ChatPictureError;
    }
  | {
      /** The source answered `unauthorized`, or `session-not-ready` about three chats in a row, and gets no requests for `durationMs`. */
      type: 'source-paused';
      durationMs: number;
    }
  | {
      /** The image was downloaded from the source's URL. */
      type: 'picture-fetched';
      chatId: ChatId;
      durationMs: number;
      bytes: number;
    }
  | {
      /** The download of the image failed. The `cause` of the error has the details. */
      type: 'picture-failed';
      chatId: ChatId;
      durationMs: number;
      error: ChatPictureError;
    }
  | {
      /** The source failed, and the stored picture was served. */
      type: 'served-stale';
      chatId: ChatId;
      error: ChatPictureError;
    }
  | {
      /** A picture was encoded in a size and format that was not stored yet. */
      type: 'image-resized';
      width: number;
      format: 'avif' | 'webp' | 'jpeg';
      durationMs: number;
    }
  | {
      /** The storage failed. The gateway continues without it. */
      type: 'store-failed';
      error: unknown;
    }
  | {
      /**
       * The store works, with a limit: `evicts`, a Redis that drops keys when its memory is full; `no-shared-leases`, a bucket on a server
       * that ignores conditional writes, or a store that refuses this user its leases. Each once. The message says what to do.
       */
      type: 'store-limited';
      reason: 'evicts' | 'no-shared-leases';
      message: string;
    }
  | {
      /** A stored value cannot be used, and counts as absent. */
      type: 'store-damaged';
      kind: 'damaged-record' | 'damaged-image' | 'damaged-size' | 'missing-image' | 'foreign-key';
      key: string;
    }
  | {
      /** Pictures that no chat shows and expired answers were erased from the store: `keys` values of `chats` chats. */
      type: 'garbage-collected';
      chats: number;
      keys: number;
    }
  | {
      /**
       * `keepDays` would have erased more than a third of all chats at once, as after a jump of the clock, and erased none. Run
       * `chat-avatar-server prune --keep-days … --yes` if that is intended.
       */
      type: 'erasure-refused';
      chats: number;
    }
  | {
      /** `authorize` threw, timed out, or returned a value that is not a boolean. The caller was refused. */
      type: 'authorize-failed';
      error: unknown;
    }
  | {
      /** `callerId` threw, timed out, or returned no text. The request counted to the common rate limit only. */
      type: 'caller-unknown';
      error: unknown;
    }
  | {
      /** A page of this origin sent a request, and is neither on `host`, the request's own host, nor in `allowedOrigins`. */
      type: 'origin-refused';
      origin: string;
      host: string;
    }
  | {
      /** A request for one of the gateway's routes arrived at a `path` that does not begin with `basePath`, and got a 404. */
      type: 'base-path-mismatch';
      path: string;
      basePath: string;
    }
  | {
      /** A fault of the gateway itself. The caller got a problem document without details. */
      type: 'internal-error';
      error: unknown;
    };
