import { type ChatPicture, ChatPictureError } from 'chat-avatar';
import { deferred, picture, stubSource } from '../../support/sources.js';
import { BLUE, RED } from '../showAvatar.js';

export const OUTCOMES = ['updated', 'unchanged', 'kept', 'throttled', 'error'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The words of each outcome, in the bubble and in the live region. */
export const WORDS: Record<Outcome, string> = {
  updated: 'Picture updated.',
  unchanged: 'Same picture, checked just now.',
  kept: 'WhatsApp gave no picture this time. The one you see was kept.',
  throttled: 'Checked a moment ago, so nothing was sent.',
  error: 'The picture could not be refreshed. No connection.',
};

const ANSWERS: Record<Outcome, () => ChatPicture | Error> = {
  updated: () => picture(BLUE),
  unchanged: () => picture(RED),
  kept: () => ({ status: 'none', reason: 'empty' }),
  throttled: () =>
    new ChatPictureError('rate-limited', 'Another agent was first.', {
      picture: picture(RED),
      retryAfterMs: 60_000,
    }),
  error: () => new ChatPictureError('network', 'The request to the gateway failed.'),
};

/** A source with a picture whose refreshes have this outcome. */
export const sourceWith = (outcome: Outcome) =>
  stubSource((_, refresh) => (refresh ? ANSWERS[outcome]() : picture(RED)));

/** A source with a picture whose refresh waits for `answer`. */
export function slowSource() {
  const answer = deferred<ChatPicture>();
  return { answer, source: stubSource((_, refresh) => (refresh ? answer.promise : picture(RED))) };
}
