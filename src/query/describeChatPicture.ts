import type { ChatPicture } from '../chat/ChatPicture.js';
import type { ChatPictureError, ChatPictureErrorCode } from '../chat/ChatPictureError.js';

/** The texts of `describeChatPicture`. Translate all or some. */
export type ChatPictureDescriptions = Record<
  'pending' | 'available' | 'hidden' | 'none' | 'restricted',
  string
> &
  Record<ChatPictureErrorCode, string>;

/** On its own: an avatar needs no other text (0.2 kB, brotli). */
export const RESTRICTED = 'Hidden by the person’s privacy settings';

const ENGLISH: ChatPictureDescriptions = {
  pending: 'Looking for the picture',
  available: 'Profile picture',
  hidden: 'Stored profile picture. The person hides it today',
  none: 'No picture, or none that WhatsApp shows us',
  restricted: RESTRICTED,
  'invalid-chat-id': 'Not a WhatsApp chat id',
  unauthorized: 'We may not ask for pictures at the moment',
  'session-not-ready': 'The WhatsApp session is not connected',
  'rate-limited': 'Too many requests to WhatsApp. The picture will be loaded later',
  timeout: 'WhatsApp did not answer in time',
  network: 'No connection',
  'server-error': 'The picture service failed',
  'invalid-response': 'The picture service gave an answer that is not a picture',
};

/**
 * The state of a picture in words, for a tooltip. With `enabled: false` the hook follows the avatar and sends no request for
 * rows that are far from the viewport:
 *
 * ```tsx
 * const picture = useChatPicture(chatId, { enabled: false });
 * <ChatAvatar chatId={chatId} name={name} title={describeChatPicture(picture)} />
 * ```
 */
export function describeChatPicture(
  { data, error }: { data?: ChatPicture | undefined; error?: ChatPictureError | null },
  descriptions: Partial<ChatPictureDescriptions> = {},
): string {
  const texts = { ...ENGLISH, ...descriptions };
  if (data)
    return texts[data.status === 'available' && data.hiddenSince !== undefined ? 'hidden' : data.status];
  return error ? texts[error.code] : texts.pending;
}
