import type { ChatPicture } from '../../chat/ChatPicture.js';

/** The result of a refresh. */
export interface RefreshResult {
  /**
   * - `updated`: the answer differs from the picture that was held.
   * - `unchanged`: it is the same.
   * - `kept`: the answer was empty or restricted while a picture was held, and the picture stays: WhatsApp also answers
   *   empty when it is rate-limiting.
   * - `throttled`: this chat was refreshed a moment ago, here or by another agent. No request was sent to WhatsApp.
   */
  outcome: 'updated' | 'unchanged' | 'kept' | 'throttled';
  /** The picture that is held now. */
  picture: ChatPicture;
}
