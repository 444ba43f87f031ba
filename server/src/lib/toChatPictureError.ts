import { ChatPictureError } from 'chat-avatar/wawp';

/**
 * Any thrown value as a `ChatPictureError`. An error of another class becomes a `server-error` that is not retryable. Its
 * message and fields are dropped, because they may hold a secret; it stays as the `cause`.
 */
export function toChatPictureError(thrown: unknown): ChatPictureError {
  if (thrown instanceof ChatPictureError) return thrown;
  return new ChatPictureError(
    'server-error',
    'The picture source threw an error other than a ChatPictureError, so its message is not shown. Throw ChatPictureError in the source.',
    { retryable: false, cause: thrown },
  );
}
