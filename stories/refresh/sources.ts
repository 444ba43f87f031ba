import { type ChatPicture, ChatPictureError, type PictureSource } from 'chat-avatar';
import { source } from '../../.storybook/emulator.js';

/** The story's source, whose refreshes have another answer. Another id is another cache entry and another cool-down. */
const sourceWith = (
  id: string,
  refresh: (held: ChatPicture) => ChatPicture | Promise<ChatPicture>,
): PictureSource => ({
  id,
  getChatPicture: async (chatId, options) => {
    const held = await source.getChatPicture(chatId, { ...options, refresh: false });
    return options?.refresh ? refresh(held) : held;
  },
});

const failsWith = (error: ChatPictureError) => () => {
  throw error;
};

/** Sources by the outcome of a refresh. */
export const SOURCES = {
  /** The emulator has another picture of John Doe after each refresh. */
  updated: source,
  unchanged: sourceWith('unchanged', (held) => held),
  kept: sourceWith('kept', () => ({ status: 'none', reason: 'empty' })),
  throttled: sourceWith('throttled', (picture) => {
    throw new ChatPictureError('rate-limited', 'Refreshed by another agent.', {
      picture,
      retryAfterMs: 60_000,
    });
  }),
  error: sourceWith('error', failsWith(new ChatPictureError('server-error', 'The gateway failed.'))),
  network: sourceWith(
    'network',
    failsWith(new ChatPictureError('network', 'The request to the gateway failed.')),
  ),
  busy: sourceWith('busy', () => new Promise(() => {})),
  /** For faces that are not pressed. */
  idle: sourceWith('idle', (held) => held),
};

export type Outcome = keyof typeof SOURCES;
