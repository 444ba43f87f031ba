import { ChatPictureError } from 'chat-avatar/wawp';

/**
 * Any thrown value as a `ChatPictureError`. An error of another class becomes a `server-error` that is not retryable. Its
 * message and fields are dropped, because they may hold a secret; it stays as the `cause`.
 */
export function toChatPictureError(thrown: unknown): ChatPictureError {
  if (thrown instanceof ChatPictureError) return thrown;
  return new ChatPictureError(
    'server-error',
    'The picture source failed in a way that it did not explain. A source should throw ChatPictureError.',
    { retryable: false, cause: thrown },
  );
}
