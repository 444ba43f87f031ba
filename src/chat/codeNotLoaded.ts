import { ChatPictureError } from './ChatPictureError.js';

/** The error when `import()` fails: offline, or after a deployment that has removed the file. */
export function codeNotLoaded(cause: unknown): ChatPictureError {
  return new ChatPictureError('network', 'A file of the application could not be loaded.', { cause });
}
