import type { ChatPicture } from '../chat/ChatPicture.js';
import {
  type ChatPictureError,
  type ChatPictureErrorCode,
  isChatPictureErrorCode,
} from '../chat/ChatPictureError.js';
import { isSafeAnswer } from '../chat/safePicture.js';
import { timeOf } from '../chat/timeOf.js';
import { withDefaults } from '../lib/withDefaults.js';
import { wordsOf } from '../lib/wordsOf.js';
import { RESTRICTED } from './restricted.js';

/** The texts of `describeChatPicture`. Translate all or some. */
export interface ChatPictureDescriptions
  extends Record<'pending' | 'available' | 'none' | 'restricted' | ChatPictureErrorCode, string> {
  /** When WhatsApp last confirmed the picture, in ms since the epoch. @default 'Checked with WhatsApp 2 minutes ago' */
  checked: (asOf: number) => string;
  /** A stored picture that its owner hides, and since when, in ms since the epoch. The year is there when it is long ago. @default 'Hidden since 3 November; this is the stored picture' */
  hidden: string | ((since: number) => string);
}

const words = /* @__PURE__ */ wordsOf('en-GB', 'just now');

const ENGLISH = {
  pending: 'Looking for the picture',
  available: 'Profile picture',
  checked: (asOf: number) => `Checked with WhatsApp ${words.ago(asOf)}`,
  hidden: (since: number) => `Hidden since ${words.day(since)}; this is the stored picture`,
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
} satisfies ChatPictureDescriptions;

/**
 * The state of a picture in words, for a tooltip, with the time when WhatsApp last confirmed it and the day since when it is
 * hidden. Both depend on the clock and the time zone: in HTML from a server, render it after hydration. With `enabled: false` the hook follows the avatar and sends no request for
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
  const texts = withDefaults(ENGLISH, descriptions as Partial<typeof ENGLISH>);
  if (!isSafeAnswer(data)) {
    if (error) return texts[isChatPictureErrorCode(error.code) ? error.code : 'server-error'];
    // A damaged entry of a restored cache is an error on the avatar too.
    return texts[data ? 'invalid-response' : 'pending'];
  }
  if (data.status !== 'available') return texts[data.status];
  const asOf = timeOf(data.asOf);
  const hiddenSince = timeOf(data.hiddenSince);
  if (hiddenSince !== undefined) {
    return typeof descriptions.hidden === 'string' ? descriptions.hidden : texts.hidden(hiddenSince);
  }
  return asOf === undefined ? texts.available : `${texts.available}. ${texts.checked(asOf)}`;
}
